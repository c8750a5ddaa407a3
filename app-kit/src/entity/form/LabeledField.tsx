import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { AnyRow } from "../../definition/entity";
import { FieldInput } from "./FieldInput";
import type { FormField } from "./values";

export interface LabeledFieldProps {
  readonly formField: FormField;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
  readonly onBlur?: () => void;
  readonly problem: string | undefined;
  readonly row: AnyRow | null;
  readonly disabled?: boolean;
}

const SHORT = new Set(["integer", "decimal", "money", "date", "datetime", "time", "phone"]);

/** An input with its label, help and error. */
export function LabeledField(props: LabeledFieldProps): ReactNode {
  const { formField, value, onValue, onBlur, problem, row, disabled = false } = props;
  const { name, field } = formField;
  const id = useId();
  const described = [problem && `${id}-problem`, field.help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className="field" data-kind={field.kind} data-short={SHORT.has(field.kind) ? "" : undefined}>
      <label htmlFor={id} className="field-label">
        {field.label}
        {field.required && (
          <span className="text-danger-ink" aria-hidden>
            {" "}
            *
          </span>
        )}
      </label>
      <div className="field-input">
        <FieldInput
          name={name}
          field={field}
          value={value}
          onValue={onValue}
          row={row}
          identity={{
            id,
            disabled,
            "aria-required": field.required || undefined,
            "aria-invalid": problem ? true : undefined,
            "aria-describedby": described || undefined,
          }}
          {...(onBlur ? { onBlur } : {})}
        />
      </div>
      {problem && (
        <p id={`${id}-problem`} className="field-problem">
          <CircleAlert className="mt-0.5 size-3.5 flex-none" aria-hidden /> {problem}
        </p>
      )}
      {field.help && (
        <p id={`${id}-help`} className="field-help">
          {field.help}
        </p>
      )}
    </div>
  );
}
