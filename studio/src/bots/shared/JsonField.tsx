import { Textarea } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";

export interface JsonFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly problem: string;
  readonly onText: (text: string) => void;
  readonly rows?: number;
}

/** A value typed as JSON, with what is wrong with it below. */
export function JsonField({ label, hint, text, problem, onText, rows = 6 }: JsonFieldProps): ReactNode {
  const id = useId();
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Textarea
        id={id}
        className="font-mono"
        rows={rows}
        value={text}
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
        onChange={({ target }) => onText(target.value)}
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
