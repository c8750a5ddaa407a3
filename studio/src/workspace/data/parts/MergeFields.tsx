import { Button } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { mergeFields } from "../../../spec/edits/fields";
import { isPlainText } from "../../../spec/field-types";
import { membersOf } from "../../../spec/lookup";
import type { Entity } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { useWorkspace } from "../../state/context";

/** Makes one field of several texts, such as first and last name. */
export function MergeFields({ entity }: { readonly entity: Entity }): ReactNode {
  const { mayEdit } = useWorkspace();
  const [open, setOpen] = useState(false);
  const texts = entity.fields.filter(({ type }) => isPlainText(type));
  if (!mayEdit || texts.length < 2) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        Merge fields…
      </Button>
      {open && <Merging entity={entity} texts={texts} onClose={() => setOpen(false)} />}
    </>
  );
}

interface MergingProps {
  readonly entity: Entity;
  readonly texts: Entity["fields"];
  readonly onClose: () => void;
}

function Merging({ entity, texts, onClose }: MergingProps): ReactNode {
  const { spec } = useWorkspace();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [label, setLabel] = useState("");
  const id = useId();
  const fields = chosen.flatMap((one) => texts.find((field) => field.id === one) ?? []);
  const toggle = (one: string) =>
    setChosen((before) => (before.includes(one) ? before.filter((each) => each !== one) : [...before, one]));
  return (
    <Ask
      title={`Merge fields of ${entity.display_name}`}
      meaning="What is stored in them is put together in the order in which you choose them, with a space between."
      button="Merge them"
      isReady={fields.length >= 2 && label.trim() !== ""}
      edits={() => mergeFields(fields, label.trim(), membersOf(spec, entity))}
      onClose={onClose}
    >
      <fieldset>
        <legend className="text-sm text-muted">Fields to merge</legend>
        {texts.map((field) => (
          <label key={field.id} className="edit-tick">
            <input type="checkbox" checked={chosen.includes(field.id)} onChange={() => toggle(field.id)} />
            {field.label}
          </label>
        ))}
      </fieldset>
      <div className="edit-labelled">
        <label htmlFor={id}>What the one field is called</label>
        <input id={id} className="input" dir="auto" value={label} onChange={(event) => setLabel(event.target.value)} />
      </div>
    </Ask>
  );
}
