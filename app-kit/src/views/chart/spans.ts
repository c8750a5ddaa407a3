import { addDays, addMonths } from "../../ui/MonthGrid";

export type SpanName = "report" | "month" | "quarter" | "year" | "all";

export interface ReportSpan {
  readonly from?: string;
  readonly to?: string;
}

/** The days of a named span, both ends counted; the report's own span when it is not named. */
export function spanOf(name: SpanName, today: string): ReportSpan {
  const first = `${today.slice(0, 7)}-01`;
  switch (name) {
    case "month":
      return { from: first, to: addDays(addMonths(first, 1), -1) };
    case "quarter":
      return { from: addMonths(first, -2), to: addDays(addMonths(first, 1), -1) };
    case "year":
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` };
    case "all":
      return { from: "1900-01-01" };
    case "report":
      return {};
  }
}
