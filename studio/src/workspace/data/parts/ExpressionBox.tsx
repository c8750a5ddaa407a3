import { type ReactNode, useId } from "react";
import { membersOf } from "../../../spec/lookup";
import type { Entity } from "../../../spec/types";
import { useWorkspace } from "../../state/context";

export interface ExpressionBoxProps {
  readonly entity: Entity;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** An expression being written, with the names that it may use. */
export function ExpressionBox({ entity, label, placeholder, value, onValue }: ExpressionBoxProps): ReactNode {
  const { spec } = useWorkspace();
  const id = useId();
  return (
    <div className="edit-labelled">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="input edit-mono"
        dir="ltr"
        rows={2}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        aria-describedby={`${id}-names`}
      />
      <div id={`${id}-names`} className="edit-help">
        Names to use; press one to put it in:
        <span className="data-names">
          {[...membersOf(spec, entity), "created_at"].map((name) => (
            <button
              key={name}
              type="button"
              onClick={() => onValue(`${value}${value && !/[\s(]$/.test(value) ? " " : ""}${name}`)}
            >
              {name}
            </button>
          ))}
        </span>
      </div>
    </div>
  );
}
