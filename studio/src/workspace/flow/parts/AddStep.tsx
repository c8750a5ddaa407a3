import { type ReactNode, useId, useState } from "react";
import { addTransition } from "../../../spec/edits/flows";
import { stateLabel } from "../../../spec/flows";
import type { Flow } from "../../../spec/types";
import { Ask } from "../../editing/Ask";

export interface AddStepProps {
  readonly flow: Flow;
  /** Names of the states that are chosen to begin with. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly onClose: () => void;
}

/** Asks between which states a step leads and what it is called, and adds it. */
export function AddStep({ flow, from, to, onClose }: AddStepProps): ReactNode {
  const [ends, setEnds] = useState(() => {
    const first = from ?? flow.initial;
    return { from: first, to: to ?? flow.states.find(({ name }) => name !== first)?.name ?? first };
  });
  const [label, setLabel] = useState("");
  const id = useId();
  const likely = stateLabel(flow, ends.to);
  return (
    <Ask
      title="Add a step"
      meaning="People who may take it see it as a button on records in the first state."
      button="Add step"
      edits={() => addTransition(flow, ends.from, ends.to, label.trim())}
      onClose={onClose}
    >
      <div className="data-pair">
        {(["from", "to"] as const).map((end) => (
          <div key={end} className="edit-labelled">
            <label htmlFor={`${id}-${end}`}>{end === "from" ? "From" : "To"}</label>
            <select
              id={`${id}-${end}`}
              className="input"
              value={ends[end]}
              onChange={(event) => setEnds({ ...ends, [end]: event.target.value })}
            >
              {flow.states.map((state) => (
                <option key={state.id} value={state.name}>
                  {state.label}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <div className="edit-labelled">
        <label htmlFor={`${id}-label`}>What it is called</label>
        <input
          id={`${id}-label`}
          className="input"
          dir="auto"
          placeholder={likely}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <span className="edit-help">The words on the button, such as “Confirm”. Empty: {likely}.</span>
      </div>
    </Ask>
  );
}
