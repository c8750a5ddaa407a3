import { type ApiError, Button, LoadProblem, Skeleton } from "@sayso/app-kit";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { linesOf } from "../workspace/history/diff";
import { DiffLines } from "./DiffLines";

export interface ComparisonProps {
  readonly from: number;
  readonly to: number;
  /** What differs besides the code, a sentence each, and the code as a unified diff; none while it loads. */
  readonly found: { readonly sentences: readonly string[]; readonly code: readonly string[] } | undefined;
  readonly error: ApiError | null;
  readonly onRetry: () => void;
  readonly onBack: () => void;
}

/** What differs between two versions of a block or a bot: in sentences, and the code line by line. */
export function Comparison({ from, to, found, error, onRetry, onBack }: ComparisonProps): ReactNode {
  const lines = useMemo(() => linesOf(found?.code.join("\n") ?? ""), [found?.code]);
  const title = `From version ${from} to ${to}`;
  return (
    <section className="grid gap-4" aria-label={title}>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" icon={<ArrowLeft aria-hidden />} onClick={onBack}>
          All versions
        </Button>
        <h3 className="font-medium">{title}</h3>
      </div>
      {error && !found && <LoadProblem error={error} onRetry={onRetry} />}
      {!found && !error && (
        <div role="status" aria-label="Loading the differences">
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {found && found.sentences.length > 0 && (
        <ul className="list-disc ps-5">
          {found.sentences.map((sentence) => (
            <li key={sentence} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
      )}
      {found && lines.length === 0 && <p className="text-muted">The code is the same.</p>}
      {lines.length > 0 && <DiffLines lines={lines} label="Differences of the code" />}
    </section>
  );
}
