import { Download } from "lucide-react";
import type { ReactNode } from "react";

interface RowError {
  readonly row: number;
  readonly message: string;
}

/** What became of the rows of one sheet. */
interface SheetReport {
  readonly sheet: string;
  readonly created: number;
  readonly rows: number;
  /** The first of them; `error_count` says how many there are. */
  readonly errors: readonly RowError[];
  readonly error_count: number;
  readonly ignored: readonly string[];
  readonly problem: string;
}

export interface LeftOutProps {
  readonly session: string;
  /** What the message about an import carries; nothing for any other message. */
  readonly reports: unknown;
}

/** Which rows of the spreadsheet were not imported and why, and the way to have them. */
export function LeftOut({ session, reports }: LeftOutProps): ReactNode {
  if (!Array.isArray(reports)) return null;
  const incomplete = (reports as readonly SheetReport[]).filter(
    ({ created, rows, ignored }) => created < rows || ignored.length > 0,
  );
  if (incomplete.length === 0) return null;
  const misses = incomplete.some(({ created, rows }) => created < rows);
  return (
    <div className="grid justify-items-start gap-1.5">
      <details>
        <summary>Why</summary>
        {incomplete.map((report) => (
          <Sheet key={report.sheet} report={report} />
        ))}
      </details>
      {misses && (
        <a
          className="link inline-flex items-center gap-1.5"
          href={`/api/v1/sessions/${session}/spreadsheet/left-out.csv`}
          download
        >
          <Download aria-hidden className="size-4" /> Download the rows that were left out
        </a>
      )}
    </div>
  );
}

function Sheet({
  report: { sheet, errors, error_count, ignored, problem },
}: {
  readonly report: SheetReport;
}): ReactNode {
  const more = error_count - errors.length;
  return (
    <div dir="auto">
      <p className="font-medium">{sheet}</p>
      {problem && <p>{problem}</p>}
      {ignored.length > 0 && <p>These columns have no place any more: {ignored.join(", ")}.</p>}
      <ul className="modules-list">
        {errors.map(({ row, message }) => (
          <li key={`${row} ${message}`}>
            Row {row}: {message}
          </li>
        ))}
        {more > 0 && <li>and {more} more, in the file</li>}
      </ul>
    </div>
  );
}
