import { type ApiError, classes, Input } from "@sayso/app-kit";
import { type ComponentProps, type ReactNode, useId } from "react";

export interface FieldProps extends Omit<ComponentProps<typeof Input>, "id"> {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what was typed. */
  readonly problem?: string | undefined;
}

/** A line of text with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, problem, className, ...rest }: FieldProps): ReactNode {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className={classes("grid gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Input
        id={id}
        aria-invalid={problem ? true : undefined}
        {...(described ? { "aria-describedby": described } : {})}
        {...rest}
      />
      {problem && (
        <p id={`${id}-problem`} className="text-sm text-danger-ink">
          {problem}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** What the API says of one field of a form that it refused. */
export function problemOf(error: ApiError | null, field: string): string | undefined {
  return error?.fields.find((one) => one.field === field || one.field.endsWith(`.${field}`))?.message;
}
