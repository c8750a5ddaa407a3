import type { ReactNode } from "react";
import { Field } from "../../shell/Field";
import type { ConfigField, JsonObject, JsonValue } from "../types";
import { Choice } from "./Choice";
import { NumberField } from "./NumberField";
import { Tick } from "./Tick";

export interface ConfigFieldsProps {
  readonly fields: readonly ConfigField[];
  readonly values: JsonObject;
  readonly onChange: (values: JsonObject) => void;
}

/** The values that may be changed without changing the code, as a form. */
export function ConfigFields({ fields, values, onChange }: ConfigFieldsProps): ReactNode {
  return fields.map((field) => (
    <OneField
      key={field.name}
      field={field}
      value={values[field.name] ?? field.default}
      onValue={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
}

interface OneFieldProps {
  readonly field: ConfigField;
  readonly value: JsonValue;
  readonly onValue: (value: JsonValue) => void;
}

function OneField({ field: { label, type, options, help }, value, onValue }: OneFieldProps): ReactNode {
  const hint = help ? { hint: help } : {};
  switch (type) {
    case "boolean":
      return <Tick label={label} isOn={value === true} onChange={onValue} {...hint} />;
    case "number":
      return (
        <NumberField
          label={label}
          value={typeof value === "number" ? value : Number.NaN}
          onValue={(number) => onValue(Number.isNaN(number) ? null : number)}
          {...hint}
        />
      );
    case "choice":
      return (
        <Choice
          label={label}
          value={String(value ?? "")}
          options={options.map((one) => [one, one] as const)}
          onValue={onValue}
          {...hint}
        />
      );
    default:
      return (
        <Field
          label={label}
          value={typeof value === "string" ? value : value === null ? "" : JSON.stringify(value)}
          onChange={({ target }) => onValue(target.value)}
          {...hint}
        />
      );
  }
}
