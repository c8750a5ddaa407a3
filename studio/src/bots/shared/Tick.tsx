import { Checkbox } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";

export interface TickProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that is so or not. */
export function Tick({ label, hint, isOn, onChange }: TickProps): ReactNode {
  const id = useId();
  return (
    <div className="bot-tick">
      <Checkbox
        id={id}
        checked={isOn}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onCheckedChange={(next: boolean) => onChange(next === true)}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
