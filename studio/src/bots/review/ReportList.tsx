import { CircleCheck, CircleDashed, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import { durationText } from "../../programs/figures";
import type { Case, CaseResult, Report } from "../types";
import { expectedWords, givenWords } from "./case-words";

export interface ReportListProps {
  readonly cases: readonly Case[];
  readonly report: Report | null;
}

/** Each case as people read it: given this, that must happen, and what it did. */
export function ReportList({ cases, report }: ReportListProps): ReactNode {
  if (cases.length === 0) return <p className="panel-empty">It has no case yet. Without one it cannot be activated.</p>;
  const results = new Map(report?.results.map((one) => [one.name, one]));
  return (
    <ul className="bot-cases" aria-label="Cases">
      {cases.map((one) => (
        <CaseItem key={one.name} given={one} result={results.get(one.name) ?? null} />
      ))}
    </ul>
  );
}

interface CaseItemProps {
  readonly given: Case;
  readonly result: CaseResult | null;
}

function CaseItem({ given: one, result }: CaseItemProps): ReactNode {
  const isOpen = result?.ok === false;
  return (
    <li>
      <details open={isOpen}>
        <summary>
          <Mark result={result} />
          <span className="min-w-0" dir="auto">
            {one.name}
          </span>
          <span className="bot-case-end">
            {result ? (result.ok ? "Passed" : "Failed") : "Not tried yet"}
            {result && ` · ${durationText(result.seconds)}`}
          </span>
        </summary>
        <dl className="bot-case">
          <Sentences title="Given" sentences={givenWords(one)} />
          <Sentences title="Expected" sentences={expectedWords(one.expect ?? {})} />
          {result && result.did.length > 0 && <Sentences title="It did" sentences={result.did} />}
          {result && result.wrong.length > 0 && <Sentences title="Wrong" sentences={result.wrong} isBad />}
        </dl>
        {result?.output && (
          <details className="bot-case-output">
            <summary>Output</summary>
            <pre className="bot-output">{result.output}</pre>
          </details>
        )}
      </details>
    </li>
  );
}

function Mark({ result }: { readonly result: CaseResult | null }): ReactNode {
  if (!result) return <CircleDashed aria-hidden className="text-faint" />;
  if (result.ok) return <CircleCheck aria-hidden className="text-success-ink" />;
  return <CircleX aria-hidden className="text-danger-ink" />;
}

interface SentencesProps {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly isBad?: boolean;
}

function Sentences({ title, sentences, isBad = false }: SentencesProps): ReactNode {
  return (
    <div data-bad={isBad || undefined}>
      <dt>{title}</dt>
      {sentences.map((sentence) => (
        <dd key={sentence} dir="auto">
          {sentence}
        </dd>
      ))}
    </div>
  );
}
