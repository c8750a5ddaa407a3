import { Input } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { free, sentence } from "../../spec/names";
import { useForms, useShape } from "../context";
import { called, entitiesIn, entityLabel } from "../known";
import { renameState } from "../renaming";
import type { FlowPart, StatePart } from "../shapes";
import { Cell } from "./Cell";
import { NamedInput, Select } from "./controls";
import { MoveRows } from "./MoveRows";
import { settledName } from "./naming";
import { Rows } from "./Rows";
import type { FlowRowsProps } from "./row-props";

const STEP = "state-flow";
const COLORS = [
  { value: "neutral", label: "Grey" },
  { value: "info", label: "Blue" },
  { value: "accent", label: "Accent" },
  { value: "success", label: "Green" },
  { value: "warning", label: "Amber" },
  { value: "danger", label: "Red" },
];

/** The states that records go through, and the moves between them. */
export function StateFlowForm(): ReactNode {
  const { shapes } = useForms();
  const [shape, set] = useShape(STEP);
  const taken = new Set(shape.flows.map(({ entity }) => entity));
  const entities = entitiesIn(shapes);
  const unused = entities.find(({ value }) => !taken.has(value))?.value ?? "";
  return (
    <Rows
      className="wizard-cards"
      items={shape.flows}
      onItems={(flows) => set({ ...shape, flows })}
      nameOf={(flow) => `the states of ${entityLabel(shapes, flow.entity) || "this record"}`}
      add="Add states to a kind of record"
      make={() => newFlow(unused)}
      fixed
    >
      {(flow, change, at) => (
        <>
          <Cell step={STEP} label="Records of" at={[`flows.${at}.entity`]} className="wizard-title">
            {(identity) => (
              <Select
                {...identity}
                value={flow.entity}
                choices={entities.filter(({ value }) => value === flow.entity || !taken.has(value))}
                onValue={(entity) => change({ ...flow, entity })}
              />
            )}
          </Cell>
          <StateRows flow={flow} onFlow={change} at={at} />
          <MoveRows flow={flow} onFlow={change} at={at} />
        </>
      )}
    </Rows>
  );
}

function StateRows({ flow, onFlow, at }: FlowRowsProps): ReactNode {
  const { problems, change: changeAll } = useForms();
  const place = `flows.${at}.states`;
  const problem = problems.find(({ step, path }) => step === STEP && path === place);
  const names = flow.states.map(({ name }) => name);
  const settle = (state: StatePart) => {
    const name = settledName(state.name, state.label ?? "", "state", names);
    if (name !== state.name) changeAll(STEP, (known) => renameState(known, flow.entity, state.name, name));
  };
  return (
    <fieldset className="wizard-part">
      <legend>States</legend>
      {problem && <p className="text-xs text-danger-ink">{problem.message}</p>}
      <Rows
        className="wizard-table"
        items={flow.states}
        onItems={(states) => onFlow({ ...flow, states })}
        nameOf={called}
        add="Add a state"
        make={(): StatePart => ({ name: free("state", names), label: "", color: "neutral" })}
      >
        {(state, set, index) => (
          <div className="wizard-grid wizard-grid-field">
            <Cell step={STEP} label="State" at={[`${place}.${index}.name`, `${place}.${index}.label`]}>
              {(identity) => (
                <NamedInput
                  {...identity}
                  value={state.label ?? sentence(state.name)}
                  onValue={(label) => set({ ...state, label })}
                  onSettle={() => settle(state)}
                />
              )}
            </Cell>
            <Cell step={STEP} label="Colour" at={[`${place}.${index}.color`]}>
              {(identity) => (
                <Select
                  {...identity}
                  value={state.color ?? "neutral"}
                  choices={COLORS}
                  onValue={(color) => set({ ...state, color })}
                />
              )}
            </Cell>
            <div className="wizard-inline">
              <label className="wizard-tick">
                <input
                  type="radio"
                  name={`first-of-${flow.entity}`}
                  checked={(flow.initial ?? flow.states[0]?.name) === state.name}
                  onChange={() => onFlow({ ...flow, initial: state.name })}
                />
                New ones begin here
              </label>
            </div>
          </div>
        )}
      </Rows>
      <details className="wizard-more">
        <summary>How the state is called in the record</summary>
        <Input
          aria-label="Name of the state in the record"
          className="mt-2 max-w-60"
          value={flow.field}
          onChange={(event) =>
            onFlow({ ...flow, field: event.target.value.toLowerCase().replace(/[^a-z0-9_]/g, "") || "status" })
          }
        />
      </details>
    </fieldset>
  );
}

function newFlow(entity: string): FlowPart {
  return {
    entity,
    field: "status",
    initial: "open",
    states: [
      { name: "open", label: "Open", color: "info" },
      { name: "done", label: "Done", color: "success" },
    ],
    transitions: [{ name: "finish", label: "Finish", from: ["open"], to: "done", roles: [] }],
  };
}
