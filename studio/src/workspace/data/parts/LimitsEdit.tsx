import type { ReactNode } from "react";
import { setLimits } from "../../../spec/edits/fields";
import { isNumber, isText } from "../../../spec/field-types";
import type { Field, Validation } from "../../../spec/types";
import { Labelled } from "../../editing/Labelled";
import { TextEdit } from "../../editing/TextEdit";

type Limit = keyof Validation;

/** The limits that a field's type knows. */
function limitsOf({ type }: Field): readonly { readonly key: Limit; readonly label: string; readonly help?: string }[] {
  if (isNumber(type)) {
    return [
      { key: "min", label: "Smallest value" },
      { key: "max", label: "Largest value" },
    ];
  }
  if (!isText(type)) return [];
  return [
    { key: "min_length", label: "At least this many characters" },
    { key: "max_length", label: "At most this many characters" },
    { key: "pattern", label: "Pattern", help: "A regular expression, such as [A-Z]{2}[0-9]+" },
  ];
}

/** What a value must keep to. */
export function LimitsEdit({ field }: { readonly field: Field }): ReactNode {
  const limits = limitsOf(field);
  if (limits.length === 0) return null;
  return (
    <div className="data-pair">
      {limits.map(({ key, label, help }) => (
        <Labelled key={key} label={label} help={help}>
          {(id) => (
            <TextEdit
              id={id}
              label={`${label} of ${field.label}`}
              value={String(field.validation?.[key] ?? "")}
              placeholder="No limit"
              numeric={key !== "pattern"}
              mono={key === "pattern"}
              edits={(text) => setLimits(field, { [key]: key === "pattern" ? text || null : numberIn(text) })}
            />
          )}
        </Labelled>
      ))}
    </div>
  );
}

function numberIn(text: string): number | null {
  if (text === "") return null;
  const number = Number(text.replace(/\s/g, "").replace(",", "."));
  return (Number.isFinite(number) ? number : text) as number;
}
