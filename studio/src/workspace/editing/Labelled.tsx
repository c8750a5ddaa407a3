import { type ReactNode, useId } from "react";

export interface LabelledProps {
  readonly label: string;
  readonly help?: ReactNode;
  readonly children: (id: string) => ReactNode;
}

/** A control with its label above and a word of help below. */
export function Labelled({ label, help, children }: LabelledProps): ReactNode {
  const id = useId();
  return (
    <div className="edit-labelled">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {help && <span className="edit-help">{help}</span>}
    </div>
  );
}
