import { expr } from "../src";

/** The first day of the period that a day lies in, and that of the next one; weeks begin on Monday. */
export function spanOf(period: string, day: string): readonly [string, string] {
  const step = (start: string, length: expr.Duration | null) => [start, expr.shift(start, length) ?? start] as const;
  const year = day.slice(0, 4);
  switch (period) {
    case "day":
      return step(day, expr.days(1));
    case "week":
      return step(expr.shift(day, expr.days(1 - (expr.weekday(day) ?? 1))) ?? day, expr.weeks(1));
    case "quarter": {
      const first = Math.floor(((expr.month(day) ?? 1) - 1) / 3) * 3 + 1;
      return step(`${year}-${String(first).padStart(2, "0")}-01`, expr.months(3));
    }
    case "year":
      return step(`${year}-01-01`, expr.years(1));
    default:
      return step(`${day.slice(0, 7)}-01`, expr.months(1));
  }
}

export const NAMED: Readonly<Record<string, string>> = { today: "day", this_week: "week", this_month: "month" };
