import { Input } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { free, sentence } from "../../spec/names";
import { useForms } from "../context";
import { type Choice, called, rolesIn } from "../known";
import type { TransitionPart } from "../shapes";
import { Cell } from "./Cell";
import { MoreButton, NamedInput, PickSeveral, Select } from "./controls";
import { settledName } from "./naming";
import { Rows } from "./Rows";
import type { FlowRowsProps } from "./row-props";

const STEP = "state-flow";

/** The moves from one state to the next: what people press, and who may. */
export function MoveRows({ flow, onFlow, at }: FlowRowsProps): ReactNode {
  const states = flow.states.map((state) => ({ value: state.name, label: called(state) }));
  const names = flow.transitions.map(({ name }) => name);
  return (
    <fieldset className="wizard-part">
      <legend>Moves</legend>
      <Rows
        className="wizard-table"
        items={flow.transitions}
        onItems={(transitions) => onFlow({ ...flow, transitions })}
        nameOf={called}
        add="Add a move"
        make={(): TransitionPart => ({
          name: free("move", names),
          label: "",
          from: flow.states.slice(0, 1).map(({ name }) => name),
          to: flow.states.at(-1)?.name ?? "",
          roles: [],
        })}
      >
        {(move, set, index) => (
          <MoveRow move={move} onMove={set} states={states} names={names} place={`flows.${at}.transitions.${index}`} />
        )}
      </Rows>
    </fieldset>
  );
}

interface MoveRowProps {
  readonly move: TransitionPart;
  readonly onMove: (move: TransitionPart) => void;
  readonly states: readonly Choice[];
  /** The names of all moves. */
  readonly names: readonly string[];
  readonly place: string;
}

function MoveRow({ move, onMove, states, names, place }: MoveRowProps): ReactNode {
  const { shapes } = useForms();
  const [isOpen, setOpen] = useState(Boolean(move.guard));
  return (
    <>
      <div className="wizard-grid wizard-grid-move">
        <Cell step={STEP} label="What people do" at={[`${place}.name`, `${place}.label`]}>
          {(identity) => (
            <NamedInput
              {...identity}
              value={move.label ?? sentence(move.name)}
              placeholder="For example: Confirm"
              onValue={(label) => onMove({ ...move, label })}
              onSettle={() => onMove({ ...move, name: settledName(move.name, move.label ?? "", "move", names) })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="From" at={[`${place}.from`]}>
          {(identity) => (
            <PickSeveral
              {...identity}
              values={move.from}
              choices={states}
              placeholder="Any other state"
              onValues={(from) => onMove({ ...move, from })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="To" at={[`${place}.to`]}>
          {(identity) => (
            <Select {...identity} value={move.to} choices={states} onValue={(to) => onMove({ ...move, to })} />
          )}
        </Cell>
        <Cell step={STEP} label="Who may" at={[`${place}.roles`]}>
          {(identity) => (
            <PickSeveral
              {...identity}
              values={move.roles}
              choices={rolesIn(shapes)}
              placeholder="Everybody"
              onValues={(roles) => onMove({ ...move, roles })}
            />
          )}
        </Cell>
        <div className="wizard-inline">
          <MoreButton isOpen={isOpen} onOpen={setOpen} about={called(move)} label="Only if" />
        </div>
      </div>
      {isOpen && (
        <Cell step={STEP} label="Condition" at={[`${place}.guard`]} className="wizard-own-label">
          {(identity) => (
            <Input
              {...identity}
              className="font-mono"
              placeholder="amount > 0"
              value={move.guard ?? ""}
              onChange={(event) => onMove({ ...move, guard: event.target.value })}
            />
          )}
        </Cell>
      )}
    </>
  );
}
