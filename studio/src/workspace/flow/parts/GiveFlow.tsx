import { type ReactNode, useId, useState } from "react";
import { addFlow, labelsIn, makeFlow } from "../../../spec/edits/flows";
import type { Edit, Entity } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { useWorkspace } from "../../state/context";

export interface GiveFlowProps {
  readonly entity: Entity;
  readonly onClose: () => void;
  readonly onGiven: () => void;
}

const NEW = "";

/** Gives an entity a state flow: from a choice that it has, or with states of its own. */
export function GiveFlow({ entity, onClose, onGiven }: GiveFlowProps): ReactNode {
  const { spec } = useWorkspace();
  const choices = entity.fields.filter(({ type, options }) => type === "enum" && options.length > 0);
  const [source, setSource] = useState(choices[0]?.id ?? NEW);
  const [text, setText] = useState("");
  const id = useId();
  const labels = labelsIn(text);
  const field = choices.find((one) => one.id === source);
  const edits = (): Edit[] => (field ? makeFlow(entity, field) : addFlow(spec, entity, labels));
  return (
    <Ask
      title={`Give ${entity.display_name} a flow`}
      meaning="Its records then go through states, one step after the other, and you say who may take which."
      button="Give it a flow"
      isReady={field !== undefined || labels.length > 0}
      edits={edits}
      onDone={onGiven}
      onClose={onClose}
    >
      {choices.length > 0 && (
        <div className="edit-labelled">
          <label htmlFor={`${id}-from`}>States</label>
          <select
            id={`${id}-from`}
            className="input"
            value={source}
            onChange={(event) => setSource(event.target.value)}
          >
            {choices.map((one) => (
              <option key={one.id} value={one.id}>
                The choices of {one.label}: {one.options.map(({ label }) => label).join(", ")}
              </option>
            ))}
            <option value={NEW}>New ones</option>
          </select>
          {field && <span className="edit-help">Records stay in the state that they have chosen.</span>}
        </div>
      )}
      {!field && (
        <div className="edit-labelled">
          <label htmlFor={`${id}-states`}>The states in their order, with commas</label>
          <input
            id={`${id}-states`}
            className="input"
            dir="auto"
            placeholder="New, In progress, Done"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      )}
    </Ask>
  );
}
