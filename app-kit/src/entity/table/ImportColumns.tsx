import { type ReactNode, useId } from "react";
import type { ImportColumn, ImportField } from "../../data/service";

/** Where each column of a file goes, by its position; null leaves one out. */
export type Mapping = readonly (string | null)[];

/** The mapping that a report tells of. */
export function mappingOf(columns: readonly ImportColumn[]): Mapping {
  const width = Math.max(-1, ...columns.map(({ position }) => position)) + 1;
  return Array.from({ length: width }, (_, at) => columns.find(({ position }) => position === at)?.field ?? null);
}

export interface ImportColumnsProps {
  readonly columns: readonly ImportColumn[];
  readonly fields: readonly ImportField[];
  readonly busy: boolean;
  readonly onMapping: (mapping: Mapping) => void;
}

/** Which column of the file goes where, with samples, to be changed by hand; what is left out is said. */
export function ImportColumns({ columns, fields, busy, onMapping }: ImportColumnsProps): ReactNode {
  const id = useId();
  const mapping = mappingOf(columns);
  const left = columns.filter(({ field }) => field === null);
  const missing = fields.filter(({ field, required }) => required && !mapping.includes(field));
  const choose = (position: number, field: string) => {
    const wanted = field || null;
    // A field takes one column: the one that had it is left out.
    onMapping(mapping.map((each, at) => (at === position ? wanted : each === wanted ? null : each)));
  };
  return (
    <section aria-labelledby={id} className="import-columns">
      <h3 id={id} className="font-medium">
        {left.length === 0
          ? "Every column of the file is imported"
          : `${left.length} of ${columns.length} columns ${left.length === 1 ? "is" : "are"} left out`}
      </h3>
      {missing.length > 0 && (
        <p className="text-danger-ink">
          {missing.map(({ label }) => label).join(", ")} {missing.length === 1 ? "is" : "are"} needed, and no column
          goes there.
        </p>
      )}
      <ul>
        {columns.map(({ position, heading, field, samples, note }) => {
          const name = heading || `Column ${position + 1}`;
          return (
            <li key={position} data-left={field === null ? "" : undefined}>
              <span className="min-w-0">
                <span className="import-heading">{name}</span>
                <span className="import-samples">{samples.length ? samples.join(", ") : "empty"}</span>
              </span>
              <select
                className="input"
                aria-label={`Where ${name} goes`}
                aria-describedby={note ? `${id}-${position}` : undefined}
                value={field ?? ""}
                disabled={busy}
                onChange={(event) => choose(position, event.target.value)}
              >
                <option value="">Leave out</option>
                {fields.map((each) => (
                  <option key={each.field} value={each.field}>
                    {each.label}
                  </option>
                ))}
              </select>
              {note && (
                <span id={`${id}-${position}`} className="import-note">
                  {note}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
