import { classes } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";
import { useForms } from "../context";
import type { StepId } from "../shapes";

export interface CellIdentity {
  readonly id: string;
  readonly "aria-invalid": boolean | undefined;
  readonly "aria-describedby": string | undefined;
}

export interface CellProps {
  readonly label: string;
  readonly step: StepId;
  /** Places in the step's shape whose problems are told here. */
  readonly at: readonly string[];
  readonly className?: string;
  readonly help?: string;
  readonly children: (identity: CellIdentity) => ReactNode;
}

/** A control with its label, and what is wrong with it. */
export function Cell({ label, step, at, className, help, children }: CellProps): ReactNode {
  const id = useId();
  const { problems } = useForms();
  const problem = problems.find((each) => each.step === step && at.includes(each.path));
  const described = [problem && `${id}-problem`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className={classes("wizard-cell", className)}>
      <label className="wizard-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-invalid": problem ? true : undefined, "aria-describedby": described || undefined })}
      {help && (
        <p id={`${id}-help`} className="text-xs text-muted">
          {help}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className="text-xs text-danger-ink">
          {problem.message}
        </p>
      )}
    </div>
  );
}
