import type { ReactNode } from "react";
import type { DiffLine } from "../workspace/history/diff";

const SAID = { added: "Added: ", removed: "Removed: ", same: "", hunk: "" } as const;

export interface DiffLinesProps {
  readonly lines: readonly DiffLine[];
  readonly label: string;
}

/** The lines that differ between two texts, with those around them. */
export function DiffLines({ lines, label }: DiffLinesProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="diff-lines" tabIndex={0} aria-label={label}>
      <div className="diff-table">
        {lines.map(({ kind, text, before, after, place }) => (
          <div key={place} className="diff-line" data-kind={kind}>
            <span className="diff-number" aria-hidden>
              {before}
            </span>
            <span className="diff-number" aria-hidden>
              {after}
            </span>
            <code>
              {SAID[kind] && <span className="sr-only">{SAID[kind]}</span>}
              {text || " "}
            </code>
          </div>
        ))}
      </div>
    </section>
  );
}
