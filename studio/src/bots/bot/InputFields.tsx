import type { ReactNode } from "react";
import { Field } from "../../shell/Field";
import { NumberField } from "../shared/NumberField";
import { Tick } from "../shared/Tick";
import type { JsonObject, JsonValue } from "../types";

export interface InputFieldsProps {
  readonly values: JsonObject;
  readonly onChange: (values: JsonObject) => void;
}

/** The plain values of an input, one below the other. */
export function InputFields({ values, onChange }: InputFieldsProps): ReactNode {
  return Object.entries(values).map(([name, value]) => {
    const label = name.replaceAll("_", " ").replace(/^./, (first) => first.toLocaleUpperCase());
    const set = (next: JsonValue) => onChange({ ...values, [name]: next });
    if (typeof value === "boolean") return <Tick key={name} label={label} isOn={value} onChange={set} />;
    if (typeof value === "number") return <NumberField key={name} label={label} value={value} onValue={set} />;
    return (
      <Field
        key={name}
        label={label}
        value={String(value ?? "")}
        dir="auto"
        onChange={({ target }) => set(target.value)}
      />
    );
  });
}

/** Whether an input is an object of a few plain values, so that a form can stand for it. */
export function isFlat(value: JsonValue): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const values = Object.values(value);
  return values.length > 0 && values.length <= 12 && values.every((one) => one !== null && typeof one !== "object");
}
