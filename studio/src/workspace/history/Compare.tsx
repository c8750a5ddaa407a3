import { Button, EmptyState, LoadProblem, Skeleton, useChangeParams, useUrlState } from "@sayso/app-kit";
import type { UseQueryResult } from "@tanstack/react-query";
import { ArrowLeft, ArrowLeftRight, Equal } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { CodeBlock } from "./CodeBlock";
import { FileDifference } from "./FileDifference";
import { type Comparison, useComparison, type What } from "./revisions";

const TABS: readonly { readonly name: What; readonly label: string }[] = [
  { name: "spec", label: "What" },
  { name: "code", label: "Code" },
  { name: "plan", label: "Data" },
];

interface CompareProps {
  readonly from: number;
  readonly to: number;
}

/** Two revisions beside each other: what was changed, in which files, and what the tables would go through. */
export function Compare({ from, to }: CompareProps): ReactNode {
  const change = useChangeParams();
  const [wanted, setWhat] = useUrlState("what");
  const what = TABS.find(({ name }) => name === wanted)?.name ?? "spec";
  return (
    <div className="history">
      <header className="history-head">
        <Button
          variant="ghost"
          size="small"
          icon={<ArrowLeft aria-hidden />}
          onClick={() => change({ from: null, to: null, what: null }, { push: true })}
        >
          History
        </Button>
        <h2 className="text-lg font-semibold">
          From revision {from} to revision {to}
        </h2>
        <Button
          size="small"
          className="ml-auto"
          icon={<ArrowLeftRight aria-hidden />}
          onClick={() => change({ from: String(to), to: String(from) })}
        >
          The other way round
        </Button>
      </header>
      <Choice what={what} onWhat={setWhat} />
      <div id="comparison" role="tabpanel" aria-labelledby={`comparison-${what}`} className="history-panel">
        {what === "spec" && <Sentences from={from} to={to} />}
        {what === "code" && <Code from={from} to={to} />}
        {what === "plan" && <Tables from={from} to={to} />}
      </div>
    </div>
  );
}

function Choice({ what, onWhat }: { readonly what: What; readonly onWhat: (what: What) => void }): ReactNode {
  const turn = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = TABS.findIndex(({ name }) => name === what);
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (!next) return;
    onWhat(next.name);
    document.getElementById(`comparison-${next.name}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="What to compare" className="tab-list" onKeyDown={turn}>
      {TABS.map(({ name, label }) => (
        <button
          key={name}
          id={`comparison-${name}`}
          type="button"
          role="tab"
          aria-selected={name === what}
          aria-controls="comparison"
          tabIndex={name === what ? 0 : -1}
          data-state={name === what ? "active" : undefined}
          className="tab"
          onClick={() => onWhat(name)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function Sentences({ from, to }: CompareProps): ReactNode {
  const found = useComparison(from, to, "spec");
  return (
    <Found found={found} waiting="Comparing what the two describe">
      {({ sentences = [] }) =>
        sentences.length === 0 ? (
          <Alike>Both describe the same application.</Alike>
        ) : (
          <ul className="history-sentences">
            {sentences.map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        )
      }
    </Found>
  );
}

function Code({ from, to }: CompareProps): ReactNode {
  const found = useComparison(from, to, "code");
  return (
    <Found found={found} waiting="Writing the files of both and comparing them">
      {({ files = [] }) =>
        files.length === 0 ? (
          <Alike>Both have the same files.</Alike>
        ) : (
          <>
            <p className="mb-2 text-sm text-muted">
              {files.length === 1 ? "1 file differs." : `${files.length} files differ.`}
            </p>
            <div className="grid gap-2">
              {files.map((file) => (
                <FileDifference key={file.path} file={file} isOpen={files.length === 1} />
              ))}
            </div>
          </>
        )
      }
    </Found>
  );
}

function Tables({ from, to }: CompareProps): ReactNode {
  const found = useComparison(from, to, "plan");
  return (
    <Found found={found} waiting="Working out what the tables would go through">
      {({ sentences = [], sql = "" }) =>
        sentences.length === 0 && !sql.trim() ? (
          <Alike>The tables stay as they are.</Alike>
        ) : (
          <>
            <ul className="history-sentences">
              {sentences.map((sentence) => (
                <li key={sentence} dir="auto">
                  {sentence}
                </li>
              ))}
            </ul>
            {sql.trim() && (
              <details className="history-sql">
                <summary>The SQL that does it</summary>
                <CodeBlock label="SQL" text={sql} />
              </details>
            )}
          </>
        )
      }
    </Found>
  );
}

interface FoundProps {
  readonly found: UseQueryResult<Comparison, Parameters<typeof LoadProblem>[0]["error"]>;
  readonly waiting: string;
  readonly children: (comparison: Comparison) => ReactNode;
}

function Found({ found, waiting, children }: FoundProps): ReactNode {
  if (found.data) return children(found.data);
  if (found.error) return <LoadProblem error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div role="status" className="grid gap-2">
      <span className="text-sm text-muted">{waiting}</span>
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-3/5" />
    </div>
  );
}

function Alike({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <EmptyState icon={<Equal aria-hidden />} title="No difference">
      {children}
    </EmptyState>
  );
}
