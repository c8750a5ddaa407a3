import type { FilterBy, FilterOp } from "../../definition/field";
import { addDays, addMonths } from "../../ui/MonthGrid";

/** The period before the one a figure is about. */
export interface Earlier {
  /** The same conditions, a period earlier. */
  readonly filters: readonly FilterBy[];
  /** What the earlier period is called: `yesterday`, `last week`. */
  readonly words: string;
}

const NAMES: Partial<Record<FilterOp, string>> = {
  today: "yesterday",
  this_week: "last week",
  this_month: "last month",
};

/** The same filters one period earlier; null when they speak of no period. */
export function earlier(filters: readonly FilterBy[], today: string): Earlier | null {
  const periods = filters.filter(({ op }) => op in NAMES);
  const [period] = periods;
  if (!period || periods.length > 1) return null;
  const value = spanBefore(period.op, today).join(",");
  return {
    words: NAMES[period.op] ?? "",
    filters: filters.map((filter) => (filter === period ? { field: filter.field, op: "between", value } : filter)),
  };
}

/** First and last day, both counted, of the whole period before the one that `today` lies in. */
function spanBefore(op: FilterOp, today: string): readonly [string, string] {
  if (op === "today") return [addDays(today, -1), addDays(today, -1)];
  if (op === "this_week") {
    const sinceMonday = (new Date(`${today}T00:00Z`).getUTCDay() + 6) % 7;
    return [addDays(today, -sinceMonday - 7), addDays(today, -sinceMonday - 1)];
  }
  const first = `${today.slice(0, 7)}-01`;
  return [addMonths(first, -1), addDays(first, -1)];
}

/** How a figure moved, as a share of what it was; null when there is nothing to compare with. */
export function change(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null;
  return (now - before) / Math.abs(before);
}
