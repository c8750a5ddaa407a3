import type { ReportColumn, ReportData } from "../../data/report";
import type { Format } from "../../format/format";

type Row = ReportData["rows"][number];

const FIGURES = new Set(["integer", "decimal", "money", "number"]);

/** Whether a column holds figures that can be drawn, rather than what they are grouped by. */
export function isFigure(column: ReportColumn): boolean {
  return FIGURES.has(column.type);
}

/** A figure in its unit. */
export function figureText(value: number | null, column: ReportColumn, format: Format): string {
  if (value === null) return "–";
  return column.type === "money" ? format.money(value) : format.number(value, column.type === "integer" ? 0 : 2);
}

/** A cell of a report as people read it; a period is named for what it is. */
export function cellText(row: Row, column: ReportColumn, data: ReportData, format: Format): string {
  const value = row[column.key];
  if (value === null || value === undefined || value === "")
    return isFigure(column) ? "–" : `No ${column.label.toLocaleLowerCase()}`;
  if (isFigure(column)) return figureText(Number(value), column, format);
  if (column.type === "boolean") return String(value) === "true" ? "Yes" : "No";
  if (column.type === "datetime") return format.dateTime(String(value));
  if (column.type === "date") return periodText(String(value), data.period ?? column.key, format);
  return String(value);
}

/** `Nov 2026`, `Q4 2026`, `2026`, or the day itself. */
export function periodText(day: string, period: string, format: Format): string {
  const date = new Date(`${day.slice(0, 10)}T00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", ...options }).format(date);
  if (period === "year") return named({ year: "numeric" });
  if (period === "quarter") return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
  if (period === "month") return named({ month: "short", year: "numeric" });
  return format.date(day);
}
