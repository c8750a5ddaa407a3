import type { ReactNode } from "react";
import { relabelTransition, removeTransition, setTransition } from "../../../spec/edits/flows";
import { entityNamed, membersOf } from "../../../spec/lookup";
import type { AppSpec, Flow, Transition } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { TickEdit } from "../../editing/TickEdit";
import { useWorkspace } from "../../state/context";
import { stepLabel } from "../diagram/states";

export interface StepFormProps {
  readonly flow: Flow;
  readonly move: Transition;
  readonly onRemoved?: () => void;
}

/** Everything about a step between states, each part changed in place. */
export function StepForm({ flow, move, onRemoved }: StepFormProps): ReactNode {
  const { spec } = useWorkspace();
  return (
    <div className="data-form" data-element={move.id}>
      <Labelled label="Label" help="The button that people press.">
        {(id) => <StepLabel id={id} flow={flow} move={move} />}
      </Labelled>
      <div className="data-pair">
        <Labelled label="From">{(id) => <StepEnd id={id} flow={flow} move={move} end="from" />}</Labelled>
        <Labelled label="To">{(id) => <StepEnd id={id} flow={flow} move={move} end="to" />}</Labelled>
      </div>
      <fieldset className="edit-labelled">
        <legend className="edit-label">Who may</legend>
        <Roles spec={spec} move={move} />
      </fieldset>
      <Labelled label="Only if" help={namesOf(spec, flow)}>
        {(id) => <Guard id={id} move={move} />}
      </Labelled>
      <Provenance source={move.source} assumed={move.assumed} />
      <div className="flex flex-wrap gap-2">
        <TalkAbout id={move.id} name={stepLabel(move)} />
        <RemoveStep move={move} {...(onRemoved ? { onRemoved } : {})} />
      </div>
    </div>
  );
}

function namesOf(spec: AppSpec, flow: Flow): string {
  const entity = entityNamed(spec, flow.entity);
  return `A condition over ${entity ? membersOf(spec, entity).slice(0, 8).join(", ") : "its fields"}. Empty: always.`;
}

interface Part {
  readonly id?: string;
  readonly move: Transition;
}

/** The label of a step; its name follows where it said the same. */
export function StepLabel({ id, flow, move }: Part & { readonly flow: Flow }): ReactNode {
  const label = stepLabel(move);
  return (
    <TextEdit
      {...(id ? { id } : {})}
      label={`Label of the step ${label}`}
      value={label}
      needed="A step needs a label."
      edits={(text) => relabelTransition(flow, move, text)}
    />
  );
}

/** The state that a step begins in, or leads to. */
export function StepEnd({
  id,
  flow,
  move,
  end,
}: Part & { readonly flow: Flow; readonly end: "from" | "to" }): ReactNode {
  return (
    <ChoiceEdit
      {...(id ? { id } : {})}
      label={`${stepLabel(move)}: ${end}`}
      value={move[end]}
      options={flow.states.map(({ name, label }) => ({ value: name, label }))}
      edits={(state) => setTransition(move, { [end]: state })}
    />
  );
}

/** Who may take a step; nobody ticked means whoever may change the record. */
export function Roles({ spec, move }: { readonly spec: AppSpec; readonly move: Transition }): ReactNode {
  const roles = spec.permissions?.roles ?? [];
  return (
    <div>
      {move.roles.length === 0 && <p className="text-sm text-muted">Whoever may change the record.</p>}
      {roles.map(({ name, label }) => (
        <TickEdit
          key={name}
          label={label}
          checked={move.roles.includes(name)}
          edits={(checked) =>
            setTransition(move, { roles: checked ? [...move.roles, name] : move.roles.filter((role) => role !== name) })
          }
        />
      ))}
    </div>
  );
}

/** The condition under which a step may be taken. */
export function Guard({ id, move }: Part): ReactNode {
  return (
    <TextEdit
      {...(id ? { id } : {})}
      mono
      lines
      label={`Condition of ${stepLabel(move)}`}
      value={move.guard ?? ""}
      placeholder="Always"
      edits={(text) => setTransition(move, { guard: text || null })}
    />
  );
}

export interface RemoveStepProps {
  readonly move: Transition;
  readonly bare?: boolean;
  readonly onRemoved?: () => void;
}

export function RemoveStep({ move, bare = false, onRemoved }: RemoveStepProps): ReactNode {
  return (
    <Remove
      bare={bare}
      name={stepLabel(move)}
      meaning="Nobody can take this step any more. Records stay in the state they have. Undo brings it back."
      edits={() => removeTransition(move)}
      {...(onRemoved ? { onRemoved } : {})}
    />
  );
}
