import { Button, Notice } from "@sayso/app-kit";
import { Flag } from "lucide-react";
import type { ReactNode } from "react";
import { colorState, removeState, renameState, setInitial } from "../../../spec/edits/flows";
import { noteWords, stateNotes } from "../../../spec/flows";
import type { Flow, State } from "../../../spec/types";
import { known } from "../../data/parts/OptionList";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { useChange } from "../../editing/editing";
import { Labelled } from "../../editing/Labelled";
import { Refusal } from "../../editing/Refusal";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";

export interface StateFormProps {
  readonly flow: Flow;
  readonly state: State;
  readonly onRemoved?: () => void;
}

/** Everything about a state, each part changed in place. */
export function StateForm({ flow, state, onRemoved }: StateFormProps): ReactNode {
  const note = stateNotes(flow).get(state.name);
  return (
    <div className="data-form" data-element={state.id}>
      {note && <Notice tone={note === "final" ? "info" : "warning"}>{noteWords(note)}</Notice>}
      <Labelled label="Label" help="Renaming keeps the records in it.">
        {(id) => <StateLabel id={id} flow={flow} state={state} />}
      </Labelled>
      <Labelled label="Colour">{(id) => <StateColor id={id} state={state} />}</Labelled>
      <Initial flow={flow} state={state} />
      <Provenance source={state.source} assumed={state.assumed} />
      <div className="flex flex-wrap gap-2">
        <TalkAbout id={state.id} name={state.label} />
        <RemoveState flow={flow} state={state} {...(onRemoved ? { onRemoved } : {})} />
      </div>
    </div>
  );
}

interface Part {
  readonly id?: string;
  readonly flow: Flow;
  readonly state: State;
}

/** The label of a state; its name follows where it said the same. */
export function StateLabel({ id, flow, state }: Part): ReactNode {
  return (
    <TextEdit
      {...(id ? { id } : {})}
      label={`Label of ${state.label}`}
      value={state.label}
      needed="A state needs a name."
      edits={(text) => renameState(flow, state, text)}
    />
  );
}

export function StateColor({ id, state }: Omit<Part, "flow">): ReactNode {
  return (
    <ChoiceEdit
      {...(id ? { id } : {})}
      label={`Colour of ${state.label}`}
      value={state.color ?? ""}
      options={known(state.color)}
      edits={(color) => colorState(state, color || null)}
    />
  );
}

function Initial({ flow, state }: Part): ReactNode {
  const { mayEdit, isBusy, reasons, change } = useChange();
  if (state.name === flow.initial) return <p className="text-sm text-muted">New records begin here.</p>;
  if (!mayEdit) return null;
  return (
    <div>
      <Button
        size="small"
        icon={<Flag aria-hidden />}
        busy={isBusy}
        onClick={() => void change(setInitial(flow, state))}
      >
        Let new records begin here
      </Button>
      <Refusal reasons={reasons} />
    </div>
  );
}

export interface RemoveStateProps extends Part {
  readonly bare?: boolean;
  readonly onRemoved?: () => void;
}

/** Takes a state out with the steps to and from it; the last one stays. */
export function RemoveState({ flow, state, bare = false, onRemoved }: RemoveStateProps): ReactNode {
  if (flow.states.length < 2) return null;
  const steps = flow.transitions.filter(({ from, to }) => from === state.name || to === state.name).length;
  const along = steps === 0 ? "" : ` ${steps === 1 ? "The step" : `The ${steps} steps`} to and from it go too.`;
  return (
    <Remove
      bare={bare}
      name={state.label}
      meaning={`Publishing asks what becomes of records that are in it.${along} Undo brings it back.`}
      edits={() => removeState(flow, state)}
      {...(onRemoved ? { onRemoved } : {})}
    />
  );
}
