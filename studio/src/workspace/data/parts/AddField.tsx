import { type ReactNode, useState } from "react";
import { addField, newField } from "../../../spec/edits/fields";
import { FIELD_TYPES, guessType, isChoice } from "../../../spec/field-types";
import { membersOf } from "../../../spec/lookup";
import { snake } from "../../../spec/names";
import type { Entity, FieldType } from "../../../spec/types";
import { AddLine } from "../../editing/AddLine";
import { useWorkspace } from "../../state/context";

/** Adds a field: its name first; the type that the name speaks of is shown and can be chosen otherwise. */
export function AddField({ entity }: { readonly entity: Entity }): ReactNode {
  const { spec } = useWorkspace();
  const [type, setType] = useState<FieldType | null>(null);
  const [choices, setChoices] = useState("");
  const typeOf = (text: string) => type ?? guessType(snake(text));
  return (
    <AddLine
      label={`New field of ${entity.display_name}`}
      placeholder="Add a field, such as Birthday"
      button="Add field"
      edits={(text) => {
        const labels = choices
          .split(",")
          .map((part) => part.trim())
          .filter(Boolean);
        const field = newField(text, membersOf(spec, entity), typeOf(text), labels);
        return addField(entity.id, field);
      }}
      onAdded={() => {
        setType(null);
        setChoices("");
      }}
      more={(text) => (
        <>
          <select
            className="input data-add-type"
            aria-label="Type of the new field"
            value={typeOf(text)}
            onChange={(event) => setType(event.target.value as FieldType)}
          >
            {FIELD_TYPES.map((each) => (
              <option key={each.type} value={each.type}>
                {each.label}
              </option>
            ))}
          </select>
          {isChoice(typeOf(text)) && (
            <input
              className="input"
              dir="auto"
              aria-label="Choices of the new field"
              placeholder="What can be chosen: Small, Medium"
              value={choices}
              onChange={(event) => setChoices(event.target.value)}
            />
          )}
        </>
      )}
    />
  );
}
