import { LoadProblem, Skeleton } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { placeOfFile, placeOfPath } from "../../spec/places";
import type { Diagnostic } from "../../spec/types";
import { type FileLine, useFiles } from "../code/files";
import { useWorkspace } from "../state/context";
import { useDiagnostics } from "../state/queries";
import { PlaceLink } from "./PlaceLink";
import { Section } from "./Section";

const LEVELS = [
  {
    level: "error",
    title: (count: number) =>
      count === 1 ? "1 error keeps it from being published" : `${count} errors keep it from being published`,
  },
  { level: "warning", title: (count: number) => (count === 1 ? "1 warning" : `${count} warnings`) },
  { level: "hint", title: (count: number) => (count === 1 ? "1 hint" : `${count} hints`) },
] as const;

/** What the checks found, the worst first, each with the way to its place. */
export function Checks(): ReactNode {
  const { session } = useWorkspace();
  const found = useDiagnostics(session.id);
  const files = useFiles();
  if (found.error && !found.data) return <LoadProblem error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) {
    return (
      <Section title="Checking" standing="open">
        <Skeleton className="w-1/2" />
      </Section>
    );
  }
  const { diagnostics } = found.data;
  const conflicted = (files.data ?? []).filter(({ conflicts }) => conflicts > 0);
  const has = (level: Diagnostic["level"]) => diagnostics.some((one) => one.level === level);
  const isWrong = has("error") || conflicted.length > 0;
  const standing = isWrong ? "wrong" : has("warning") ? "look" : "fine";
  const isSilent = diagnostics.length === 0 && conflicted.length === 0;
  return (
    <Section title={isSilent ? "The checks found nothing" : titleFor(diagnostics, conflicted)} standing={standing}>
      {!isSilent && (
        <>
          {conflicted.length > 0 && <Conflicted files={conflicted} />}
          {LEVELS.map(({ level, title }) => {
            const group = diagnostics.filter((one) => one.level === level);
            return (
              group.length > 0 && <Group key={level} title={title(group.length)} level={level} diagnostics={group} />
            );
          })}
        </>
      )}
    </Section>
  );
}

function titleFor(diagnostics: readonly Diagnostic[], conflicted: readonly FileLine[]): string {
  const count = diagnostics.length + conflicted.length;
  return count === 1 ? "The checks found 1 thing" : `The checks found ${count} things`;
}

interface GroupProps {
  readonly title: string;
  readonly level: Diagnostic["level"];
  readonly diagnostics: readonly Diagnostic[];
}

function Group({ title, level, diagnostics }: GroupProps): ReactNode {
  return (
    <>
      <h4 className="review-group" data-level={level}>
        {title}
      </h4>
      <DiagnosticList diagnostics={diagnostics} />
    </>
  );
}

/** Findings with their way out and the way to their place. */
export function DiagnosticList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): ReactNode {
  const { spec } = useWorkspace();
  return (
    <ul className="review-findings">
      {diagnostics.map((one) => {
        const place = placeOfPath(spec, one.path);
        return (
          <li key={`${one.code} ${one.path} ${one.message}`}>
            <p dir="auto">{one.message}</p>
            {one.hint && (
              <p className="text-muted" dir="auto">
                {one.hint}
              </p>
            )}
            <p className="text-sm">
              {place ? <PlaceLink place={place} /> : <span className="text-muted">{one.path}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function Conflicted({ files }: { readonly files: readonly FileLine[] }): ReactNode {
  return (
    <>
      <h4 className="review-group" data-level="error">
        {files.length === 1 ? "1 file needs a decision" : `${files.length} files need a decision`}
      </h4>
      <ul className="review-findings">
        {files.map(({ path, conflicts }) => (
          <li key={path}>
            <p>
              Lines that were edited by hand were generated anew{conflicts === 1 ? "" : `, in ${conflicts} places`}.
            </p>
            <p className="text-sm">
              <PlaceLink place={placeOfFile(path)} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
