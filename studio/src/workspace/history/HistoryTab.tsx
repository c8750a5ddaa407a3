import { asApiError, Button, EmptyState, LoadProblem, Skeleton, useChangeParams, useUrlParams } from "@sayso/app-kit";
import { GitCompare, History } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Compare } from "./Compare";
import { JumpDialog } from "./JumpDialog";
import { LineSteps } from "./LineSteps";
import { RevisionRow } from "./RevisionRow";
import { type Revision, useLine, useVersions } from "./revisions";

/** The line of the session: every step, what it changed, and the way back to any of them. */
export default function HistoryTab(): ReactNode {
  const { from, to } = useUrlParams();
  const start = numberIn(from);
  const end = numberIn(to);
  if (start && end) return <Compare from={start} to={end} />;
  return <Line />;
}

function Line(): ReactNode {
  const line = useLine();
  const versions = useVersions();
  const change = useChangeParams();
  const [selected, select] = useState<readonly number[]>([]);
  const [goal, setGoal] = useState<Revision | null>(null);
  const revisions = line.data?.pages.flatMap(({ items }) => items) ?? [];

  if (line.error && !line.data)
    return <LoadProblem error={asApiError(line.error)} onRetry={() => void line.refetch()} />;
  if (!line.data) return <Waiting />;
  if (revisions.length === 0) return <Nothing />;
  const compare = (one: number, other: number) =>
    change({ from: String(Math.min(one, other)), to: String(Math.max(one, other)) }, { push: true });
  // the third that is chosen takes the place of the first
  const toggle = (number: number) =>
    select(selected.includes(number) ? selected.filter((one) => one !== number) : [...selected, number].slice(-2));
  return (
    <div className="history">
      <header className="history-head">
        <h2 className="text-lg font-semibold">History</h2>
        <div className="ml-auto flex items-center gap-1.5">
          <LineSteps />
        </div>
      </header>
      <ol className="history-line">
        {revisions.map((revision) => (
          <RevisionRow
            key={revision.number}
            revision={revision}
            version={revision.module_revision ? (versions.get(revision.module_revision) ?? null) : null}
            isSelected={selected.includes(revision.number)}
            onSelect={() => toggle(revision.number)}
            onCompare={compare}
            onGoBack={() => setGoal(revision)}
          />
        ))}
      </ol>
      {line.hasNextPage && (
        <Button className="history-more" busy={line.isFetchingNextPage} onClick={() => void line.fetchNextPage()}>
          Show earlier steps
        </Button>
      )}
      <Selection selected={selected} onCompare={compare} onClear={() => select([])} />
      <JumpDialog goal={goal} onClose={() => setGoal(null)} />
    </div>
  );
}

interface SelectionProps {
  readonly selected: readonly number[];
  readonly onCompare: (one: number, other: number) => void;
  readonly onClear: () => void;
}

/** What is chosen to be compared. */
function Selection({ selected, onCompare, onClear }: SelectionProps): ReactNode {
  const [one, other] = selected;
  if (one === undefined) return null;
  return (
    <div className="history-selection" role="status">
      <span>
        {other === undefined
          ? `Revision ${one}. Choose another to compare it with.`
          : `Revisions ${Math.min(one, other)} and ${Math.max(one, other)}`}
      </span>
      <div className="ml-auto flex gap-1.5">
        <Button size="small" variant="ghost" onClick={onClear}>
          Clear
        </Button>
        {other !== undefined && (
          <Button
            size="small"
            variant="primary"
            icon={<GitCompare aria-hidden />}
            onClick={() => onCompare(one, other)}
          >
            Compare
          </Button>
        )}
      </div>
    </div>
  );
}

function numberIn(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}

function Nothing(): ReactNode {
  return (
    <EmptyState icon={<History aria-hidden />} title="Nothing has happened yet">
      Every change stands here with who made it and why, and none of them is ever lost.
    </EmptyState>
  );
}

function Waiting(): ReactNode {
  return (
    <div role="status" className="history">
      <span className="text-sm text-muted">Loading the history</span>
      {["w-2/3", "w-1/2", "w-3/5"].map((width) => (
        <div key={width} className="grid gap-2 py-3">
          <Skeleton className={width} />
          <Skeleton className="w-1/4" />
        </div>
      ))}
    </div>
  );
}
