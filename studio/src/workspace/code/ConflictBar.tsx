import { Button, IconButton } from "@sayso/app-kit";
import { ChevronDown, ChevronUp, CircleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { type Conflict, conflictsIn, decide, hasMarkers, type Keep } from "./conflicts";

const WAYS: readonly { readonly keep: Keep; readonly label: string }[] = [
  { keep: "mine", label: "Keep mine" },
  { keep: "generated", label: "Take generated" },
  { keep: "both", label: "Keep both" },
];

interface ConflictBarProps {
  readonly text: string;
  readonly mayEdit: boolean;
  readonly onText: (text: string) => void;
  readonly onShow: (line: number) => void;
}

/** Walks through the places that await a decision, and decides them. */
export function ConflictBar({ text, mayEdit, onText, onShow }: ConflictBarProps): ReactNode {
  const conflicts = conflictsIn(text);
  const [wanted, want] = useState(0);
  const at = Math.min(wanted, conflicts.length - 1);
  const here = conflicts[at];
  if (!here) return hasMarkers(text) ? <Half /> : null;

  const go = (place: number) => {
    const next = (place + conflicts.length) % conflicts.length;
    want(next);
    onShow(conflicts[next]?.from ?? 1);
  };
  const settle = (keep: Keep) => {
    const left = decide(text, here, keep);
    onText(left);
    const following = conflictsIn(left)[Math.min(at, conflicts.length - 2)];
    if (following) onShow(following.from);
  };
  return (
    <section className="code-conflicts" aria-label="Conflicts">
      <CircleAlert aria-hidden className="size-4 flex-none" />
      <p className="code-conflicts-said">
        <strong>
          Conflict {at + 1} of {conflicts.length}
        </strong>{" "}
        <span>{said(here)}</span>
      </p>
      <div className="flex flex-wrap gap-1.5">
        {WAYS.map(({ keep, label }) => (
          <Button key={keep} size="small" disabled={!mayEdit} onClick={() => settle(keep)}>
            {label}
          </Button>
        ))}
        <span className="flex">
          <IconButton label="Previous conflict" size="small" onClick={() => go(at - 1)}>
            <ChevronUp aria-hidden />
          </IconButton>
          <IconButton label="Next conflict" size="small" onClick={() => go(at + 1)}>
            <ChevronDown aria-hidden />
          </IconButton>
        </span>
      </div>
    </section>
  );
}

function said({ from, mine, generated }: Conflict): string {
  const lines = (count: number) => (count === 1 ? "1 line" : `${count} lines`);
  return `Line ${from}: ${lines(mine.length)} of yours, ${lines(generated.length)} generated anew.`;
}

function Half(): ReactNode {
  return (
    <section className="code-conflicts" aria-label="Conflicts">
      <CircleAlert aria-hidden className="size-4 flex-none" />
      <p>A marker of a conflict is left. Take the lines with “&lt;&lt;&lt;” and “&gt;&gt;&gt;” out of the text.</p>
    </section>
  );
}
