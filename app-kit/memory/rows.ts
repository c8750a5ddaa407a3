import { expr } from "../src";
import type { Live } from "./model";

type Of<T> = ((item: Live) => T) | undefined;

const isKnown = (value: unknown) => value !== null && value !== undefined;

function values(items: readonly Live[] | null | undefined, of: Of<unknown>, when: Of<unknown>): Live[] {
  const counted = (items ?? []).filter((item) => !when || when(item) === true);
  return of ? counted.map(of).filter(isKnown) : counted;
}

/** Adds without the noise of binary fractions. */
export function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => expr.add(sum, number) ?? sum, 0);
}

/** What expressions compute over other rows; a count is never missing, the sum of no rows is 0. */
export const rows = {
  count: (items: readonly Live[] | null, of: Of<unknown>, when: Of<unknown>): number => values(items, of, when).length,
  sum: (items: readonly Live[] | null, of: Of<number>, when: Of<unknown>): number => total(values(items, of, when)),
  avg: (items: readonly Live[] | null, of: Of<number>, when: Of<unknown>): number | null => {
    const found = values(items, of, when);
    return expr.div(total(found), found.length);
  },
  min: (items: readonly Live[] | null, of: Of<unknown>, when: Of<unknown>) => expr.least(...values(items, of, when)),
  max: (items: readonly Live[] | null, of: Of<unknown>, when: Of<unknown>) => expr.greatest(...values(items, of, when)),
  /** Whether no other row with an equal `by` lies over this one in time; a span excludes its end. */
  noOverlap(row: Live, start: Of<string>, end: Of<string>, by: Of<unknown>, when: Of<unknown>): boolean {
    const spanOf = (one: Live) => [start?.(one), end?.(one)] as const;
    const counts = (one: Live) => !when || when(one) === true;
    const [from, to] = spanOf(row);
    if (!isKnown(from) || !isKnown(to) || !counts(row) || (by && !isKnown(by(row)))) return true;
    return !(row.$peers as readonly Live[]).some((other) => {
      if (other.id === row.id || !counts(other) || (by && by(other) !== by(row))) return false;
      const [otherFrom, otherTo] = spanOf(other);
      return expr.lt(from, otherTo) === true && expr.lt(otherFrom, to) === true;
    });
  },
};
