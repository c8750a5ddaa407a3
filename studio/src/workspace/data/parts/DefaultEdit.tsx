import type { ReactNode } from "react";
import { setDefault } from "../../../spec/edits/fields";
import { isNumber } from "../../../spec/field-types";
import type { Field, Json } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { TextEdit } from "../../editing/TextEdit";
import { TickEdit } from "../../editing/TickEdit";

const NOTHING = "";
const YES_OR_NO = [
  { value: NOTHING, label: "Nothing" },
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];
const HINTS: Partial<Record<Field["type"], string>> = {
  date: "today, or 2026-01-31",
  datetime: "now, or 2026-01-31T09:30",
  time: "09:30",
};

/** Whether a field can begin with a value at all. */
export const mayBegin = ({ type }: Field): boolean => type !== "image" && type !== "file" && type !== "json";

/** What a field holds in a new record until somebody changes it. */
export function DefaultEdit({ field, id }: { readonly field: Field; readonly id?: string }): ReactNode {
  const { type, options } = field;
  const label = `${field.label} begins as`;
  const own = id ? { id } : {};
  if (type === "boolean") {
    const edits = (value: string) => setDefault(field, value === NOTHING ? null : value === "true");
    return <ChoiceEdit {...own} label={label} value={shown(field.default)} options={YES_OR_NO} edits={edits} />;
  }
  if (type === "enum") {
    const choices = [
      { value: NOTHING, label: "Nothing" },
      ...options.map(({ name, label }) => ({ value: name, label })),
    ];
    const edits = (value: string) => setDefault(field, value || null);
    return <ChoiceEdit {...own} label={label} value={shown(field.default)} options={choices} edits={edits} />;
  }
  if (type === "multi_enum") return <SeveralDefaults field={field} />;
  return (
    <TextEdit
      {...own}
      label={label}
      value={shown(field.default)}
      placeholder={HINTS[type] ?? "Nothing"}
      numeric={isNumber(type)}
      edits={(text) => setDefault(field, typed(field, text))}
    />
  );
}

function SeveralDefaults({ field }: { readonly field: Field }): ReactNode {
  const chosen = Array.isArray(field.default) ? field.default.map(String) : [];
  return field.options.map(({ id, name, label }) => (
    <TickEdit
      key={id}
      label={label}
      checked={chosen.includes(name)}
      edits={(checked) => {
        const next = checked ? [...chosen, name] : chosen.filter((each) => each !== name);
        return setDefault(field, next.length > 0 ? next : null);
      }}
    />
  ));
}

/** A default as it stands in a box. */
function shown(value: Json | undefined): string {
  return value === null || value === undefined ? NOTHING : String(value);
}

/** What was typed as a value of the field's type; what is no number stays a text, and the server says so. */
function typed({ type }: Field, text: string): Json {
  if (text === "") return null;
  if (!isNumber(type)) return text;
  const number = Number(text.replace(/\s/g, "").replace(",", "."));
  return Number.isFinite(number) ? number : text;
}
