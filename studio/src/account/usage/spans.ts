/** A span of time; without an end it lasts until now. */
export interface Span {
  readonly since: string;
  readonly until?: string;
}

export type SpanName = "month" | "last-month" | "7" | "30" | "90";

export const SPANS: readonly { readonly name: SpanName; readonly label: string }[] = [
  { name: "month", label: "This month" },
  { name: "last-month", label: "Last month" },
  { name: "7", label: "The last 7 days" },
  { name: "30", label: "The last 30 days" },
  { name: "90", label: "The last 90 days" },
];

/** The span with this name; months are those of UTC, as budgets are. */
export function spanOf(name: string | null, now: Date): Span {
  const month = (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset)).toISOString();
  if (name === "last-month") return { since: month(-1), until: month(0) };
  if (name === "7" || name === "30" || name === "90") {
    const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
    return { since: new Date(today - (Number(name) - 1) * 86_400_000).toISOString() };
  }
  return { since: month(0) };
}

/** Every day from one moment to another, the last one left out where it only begins: `2026-11-21`. */
export function daysOf(since: string, until: string): readonly string[] {
  const days: string[] = [];
  const end = Date.parse(until);
  for (let at = Date.parse(`${since.slice(0, 10)}T00:00:00Z`); at < end; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
