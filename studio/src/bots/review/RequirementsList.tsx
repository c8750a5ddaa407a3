import type { ReactNode } from "react";
import type { Requirements } from "../types";

const PARTS = [
  ["triggers", "When"],
  ["sources", "From where"],
  ["processing", "What it does"],
  ["outputs", "What comes of it"],
  ["features", "Also"],
  ["integrations", "Works with"],
  ["performance", "How much, how fast"],
  ["security", "Safety"],
] as const;

export interface RequirementsListProps {
  readonly requirements: Requirements;
  /** Begins to say that an assumption is wrong. */
  readonly onFlip?: (assumption: string) => void;
}

/** What a description says a bot must do, read out; what was taken for granted is marked. */
export function RequirementsList({ requirements, onFlip }: RequirementsListProps): ReactNode {
  const { purpose, assumptions } = requirements;
  const parts = PARTS.filter(([part]) => requirements[part].length > 0);
  if (!purpose && parts.length === 0) {
    return <p className="panel-empty">Nothing was read out of a description: this bot was written or brought along.</p>;
  }
  return (
    <div className="grid gap-4 px-4 pb-4">
      {purpose && <p dir="auto">{purpose}</p>}
      <dl className="bot-requirements">
        {parts.map(([part, label]) => (
          <div key={part}>
            <dt>{label}</dt>
            {requirements[part].map((text) => (
              <dd key={text} dir="auto">
                {text}
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {assumptions.length > 0 && (
        <div className="bot-assumptions">
          <h3>Taken for granted</h3>
          <ul>
            {assumptions.map((text) => (
              <li key={text}>
                <span dir="auto">{text}</span>
                {onFlip && (
                  <button type="button" aria-label={`Say otherwise: ${text}`} onClick={() => onFlip(text)}>
                    Say otherwise
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
