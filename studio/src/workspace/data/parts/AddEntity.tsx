import { type ReactNode, useId, useMemo, useState } from "react";
import { addEntity, newEntity } from "../../../spec/edits/entities";
import { Ask } from "../../editing/Ask";
import { useWorkspace } from "../../state/context";

export interface AddEntityProps {
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}

/** Asks for the name of a new kind of thing, and adds it. */
export function AddEntity({ onClose, onAdded }: AddEntityProps): ReactNode {
  const { spec } = useWorkspace();
  const [label, setLabel] = useState("");
  const entity = useMemo(() => newEntity(spec, label.trim()), [spec, label]);
  const id = useId();
  return (
    <Ask
      title="Add an entity"
      meaning="Something that the application keeps records of. Whoever may do everything with the others may do so with it."
      button="Add entity"
      isReady={label.trim() !== ""}
      edits={() => addEntity(spec, entity)}
      onDone={() => onAdded(entity.id)}
      onClose={onClose}
    >
      <div className="edit-labelled">
        <label htmlFor={id}>What one of them is called</label>
        <input
          id={id}
          className="input"
          dir="auto"
          placeholder="Invoice"
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
      </div>
    </Ask>
  );
}
