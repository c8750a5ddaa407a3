import type { ReactNode } from "react";

export interface OffersProps {
  /** What can be chosen; where it is long, a label stands for it. */
  readonly items: readonly (string | readonly [label: string, text: string])[];
  readonly onChoose: (text: string) => void;
  readonly label?: string;
  readonly className?: string;
}

/** Texts to begin from, or to go on with: one press says it. */
export function Offers({ items, onChoose, label = "Examples", className = "" }: OffersProps): ReactNode {
  return (
    <ul className={`offers ${className}`} aria-label={label}>
      {items.map((item) => {
        const [shown, text] = typeof item === "string" ? [item, item] : item;
        return (
          <li key={text}>
            <button
              type="button"
              className="offer"
              title={shown === text ? undefined : text}
              onClick={() => onChoose(text)}
              dir="auto"
            >
              {shown}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
