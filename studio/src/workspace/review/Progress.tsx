import { Check, Circle, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

interface Phase {
  readonly name: string;
  readonly words: string;
  /** Only some publishes go through it. */
  readonly isRare?: boolean;
}

/** The phases of a publish in their order, as docs/reference/conversations.md lists them. */
const PHASES: readonly Phase[] = [
  { name: "planning", words: "Working out what becomes of the rows", isRare: true },
  { name: "compiling", words: "Writing the files" },
  { name: "proving", words: "Checking types, proving permissions, drawing every page" },
  { name: "preparing", words: "Taking the rows along", isRare: true },
  { name: "switching", words: "Switching to the new revision" },
  { name: "filling", words: "Making up rows", isRare: true },
];

interface ProgressProps {
  /** The phase that was heard of last; none before the first. */
  readonly phase: string | null;
  readonly isFirst: boolean;
}

/** How far a publish is, in words. It goes on when the page is left. */
export function Progress({ phase, isFirst }: ProgressProps): ReactNode {
  const at = PHASES.findIndex(({ name }) => name === phase);
  const shown = PHASES.filter(({ name, isRare }) => name === phase || !isRare || (name === "planning" && !isFirst));
  const now = PHASES[at]?.words ?? "Beginning";
  return (
    <div className="review-progress">
      <p role="status" className="font-medium">
        Publishing: {now.charAt(0).toLowerCase() + now.slice(1)}
      </p>
      <ol>
        {shown.map(({ name, words }) => {
          const place = PHASES.findIndex((one) => one.name === name);
          const state = place < at ? "done" : place === at ? "now" : "later";
          const Sign = { done: Check, now: LoaderCircle, later: Circle }[state];
          return (
            <li key={name} data-state={state} aria-current={state === "now" ? "step" : undefined}>
              <Sign aria-hidden className={state === "now" ? "spin" : undefined} />
              {words}
            </li>
          );
        })}
      </ol>
      <p className="text-sm text-muted">This takes a few seconds. You can go elsewhere meanwhile and come back.</p>
    </div>
  );
}
