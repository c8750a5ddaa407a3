import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Reason } from "../../spec/diagnostics";

export interface RefusalProps {
  /** Ties the control to what is said of it. */
  readonly id?: string;
  readonly reasons: readonly Reason[];
  /** A way out, behind the reasons. */
  readonly children?: ReactNode;
}

/** Why a change was refused, at its own place; read out as it appears. */
export function Refusal({ id, reasons, children }: RefusalProps): ReactNode {
  if (reasons.length === 0) return null;
  return (
    <div id={id} role="alert" className="edit-refusal">
      <CircleAlert aria-hidden />
      <div className="min-w-0">
        {reasons.map(({ message, hint }) => (
          <p key={`${message} ${hint}`}>
            {message} {hint}
          </p>
        ))}
        {children}
      </div>
    </div>
  );
}
