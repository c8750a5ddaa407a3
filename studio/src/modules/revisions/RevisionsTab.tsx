import { Badge, Button, LoadProblem } from "@sayso/app-kit";
import { Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { when } from "../format";
import { type RevisionLine, useTimeline } from "../queries";
import type { TabProps } from "../tabs";
import { Comparing } from "./Comparing";
import { PlanDialog, type Step } from "./PlanDialog";

const WORDS: Readonly<Record<string, string>> = { undo: "Undo", redo: "Redo", jump: "Back" };

/** How a module came to be: every step of it, what differs between two, and the way back to any. */
export default function RevisionsTab({ module }: TabProps): ReactNode {
  const { slug, status } = module;
  const { data, error, refetch } = useTimeline(slug);
  const mayStep = useMay("modules:write") && status === "published";
  const [step, setStep] = useState<Step | null>(null);
  const [comparing, setComparing] = useState<number | null>(null);
  if (error && !data) return <LoadProblem error={error} onRetry={refetch} />;
  if (!data) return <RowsSkeleton label="revisions" />;
  const newest = data.items[0]?.number ?? 0;
  return (
    <>
      <Panel
        title="Revisions"
        lead={mayStep ? "Nothing is ever taken out; undo is a step of its own." : "The newest first."}
        actions={
          mayStep && (
            <span className="flex gap-2">
              <Button
                size="small"
                icon={<Undo2 aria-hidden />}
                disabled={!data.can_undo}
                onClick={() => setStep({ kind: "undo" })}
              >
                Undo…
              </Button>
              <Button
                size="small"
                icon={<Redo2 aria-hidden />}
                disabled={!data.can_redo}
                onClick={() => setStep({ kind: "redo" })}
              >
                Redo…
              </Button>
            </span>
          )
        }
      >
        <ol className="rows modules-rows" aria-label="Revisions">
          {data.items.map((line) => (
            <RevisionRow
              key={line.number}
              line={line}
              mayJump={mayStep && !line.is_current}
              onJump={() => setStep({ kind: "jump", to: line.number })}
              {...(line.number < newest ? { onCompare: () => setComparing(line.number) } : {})}
            />
          ))}
        </ol>
      </Panel>
      {comparing !== null && <Comparing slug={slug} from={comparing} to={newest} onClose={() => setComparing(null)} />}
      {step && <StepDialog slug={slug} step={step} onClose={() => setStep(null)} />}
    </>
  );
}

interface StepDialogProps {
  readonly slug: string;
  readonly step: Step;
  readonly onClose: () => void;
}

function StepDialog({ slug, step, onClose }: StepDialogProps): ReactNode {
  const words = {
    undo: { title: "Undo the last change?", verb: "Undo" },
    redo: { title: "Do it again?", verb: "Redo" },
    jump: { title: `Go back to revision ${step.to}?`, verb: "Go back" },
    promote: { title: "Promote?", verb: "Promote" },
  }[step.kind];
  const text = "It is published at once, as a revision of its own.";
  return <PlanDialog {...words} text={text} slug={slug} step={step} onClose={onClose} />;
}

interface RevisionRowProps {
  readonly line: RevisionLine;
  readonly mayJump: boolean;
  readonly onJump: () => void;
  readonly onCompare?: () => void;
}

function RevisionRow({ line, mayJump, onJump, onCompare }: RevisionRowProps): ReactNode {
  const { number, kind, version, reason, author, at, sentences, is_current } = line;
  return (
    <li className="row">
      <span className="row-link">
        <span className="grid min-w-0">
          <span className="truncate" dir="auto" title={[reason, ...sentences].join("\n")}>
            {reason}
          </span>
          <span className="row-note">
            Revision {number} · version {version} · <span dir="auto">{author ?? "Sayso"}</span> · {when(at)}
          </span>
        </span>
      </span>
      {WORDS[kind] && <Badge>{WORDS[kind]}</Badge>}
      {is_current && <Badge tone="success">Running</Badge>}
      {onCompare && (
        <Button size="small" variant="ghost" aria-label={`Compare revision ${number} with now`} onClick={onCompare}>
          Compare
        </Button>
      )}
      {mayJump && (
        <Button size="small" variant="ghost" aria-label={`Go back to revision ${number}`} onClick={onJump}>
          Go back…
        </Button>
      )}
    </li>
  );
}
