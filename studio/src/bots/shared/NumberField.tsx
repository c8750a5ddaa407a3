import type { ReactNode } from "react";
import { Field } from "../../shell/Field";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
  readonly least?: number;
  readonly most?: number;
  readonly hint?: string;
  readonly problem?: string | undefined;
}

/** A number within its limits. */
export function NumberField({ label, value, onValue, least, most, hint, problem }: NumberFieldProps): ReactNode {
  return (
    <Field
      label={label}
      type="number"
      inputMode="numeric"
      {...(least === undefined ? {} : { min: least })}
      {...(most === undefined ? {} : { max: most })}
      step="any"
      value={Number.isNaN(value) ? "" : value}
      onChange={({ target }) => onValue(target.valueAsNumber)}
      problem={problem}
      {...(hint ? { hint } : {})}
    />
  );
}
