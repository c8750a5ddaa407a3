import { type ReactNode, useState } from "react";
import { retype } from "../../../spec/edits/fields";
import { labelsIn } from "../../../spec/edits/flows";
import { FIELD_TYPES, isChoice, typeLabel } from "../../../spec/field-types";
import type { Field, FieldType } from "../../../spec/types";
import { AddLine } from "../../editing/AddLine";
import { ChoiceEdit } from "../../editing/ChoiceEdit";

const OPTIONS = FIELD_TYPES.map(({ type, label }) => ({ value: type, label }));

/** The kind of value of a field; a choice asks first what can be chosen. */
export function TypeEdit({ field, id }: { readonly field: Field; readonly id?: string }): ReactNode {
  const [asked, setAsked] = useState<FieldType | null>(null);
  const edits = (type: FieldType) => {
    const asks = isChoice(type) && field.options.length === 0;
    setAsked(asks ? type : null);
    return asks ? null : retype(field, type);
  };
  return (
    <div>
      <ChoiceEdit<FieldType>
        {...(id ? { id } : {})}
        label={`Type of ${field.label}`}
        value={asked ?? field.type}
        options={OPTIONS}
        edits={edits}
      />
      {asked && (
        <div className="mt-1">
          <AddLine
            label="What can be chosen?"
            placeholder="Small, Medium, Large"
            button={`Make it ${typeLabel(asked).toLowerCase()}`}
            edits={(text) => retype(field, asked, labelsIn(text))}
            onAdded={() => setAsked(null)}
          />
        </div>
      )}
    </div>
  );
}
