import type { ReactNode } from "react";

export interface OneOfProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** Asks which one of several. */
export function OneOf({ label, value, options, onChange }: OneOfProps): ReactNode {
  return (
    <label className="edit-labelled">
      <span className="edit-label">{label}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
