// Reports: grouped measures, with periods on the site's clock and without gaps.
import { authorize } from "./access";
import { run } from "./database";
import { defaultDate, type Figure, figure, type Grouping, grouping } from "./figures";
import { Conditions } from "./filters";
import type { Period, ReportModel } from "./model";
import { appModule } from "./module";
import { entityOf, target } from "./paths";
import { Malformed, NotFound, problemOf } from "./problems";
import type { Session } from "./session";
import type { Row } from "./statement";
import { isDay } from "./written";

const MOST_ROWS = 2000;
const MOST_FILLED = 400;

/** The report over the rows the member sees; `from` and `to` are days, both part of the span. */
export async function runReport(session: Session, name: string, params: URLSearchParams) {
  const report = appModule.reports.find((one) => one.name === name);
  if (!report) throw new NotFound("report", "See /api/openapi.json for what there is.");
  const model = entityOf(report.entity);
  authorize(session, model, "read");
  const conditions = new Conditions(model, session.timeZone).add(report.filters);
  const datePath = report.dateField ?? defaultDate(model);
  const groups = report.groupBy.map((path) => grouping(conditions, path, session.timeZone, datePath));
  const measured = report.measures.map(({ op, field, label }) => figure(model, op, field, label));
  const figures = [...new Map(measured.map((one) => [one.key, one])).values()];
  const span = spanOf(report, params, session.timeZone);
  conditions.between(target(model, datePath), span.from, span.to);
  const text = sqlOf(model.view, conditions, groups, figures);
  const [found = []] = await run(session, [{ text, values: conditions.values.list }]).catch((error) => {
    throw problemOf(error, model);
  });
  const rows = found.map(({ row }) => shown(row as Row, groups, figures));
  const [only, ...more] = groups;
  const period = more.length ? undefined : only?.period;
  return {
    name: report.name,
    title: report.title,
    chart: report.chart,
    columns: [...groups, ...figures].map(({ key, label, kind }) => ({ key, label, type: kind })),
    rows: period ? withoutGaps(rows, period, figures, span) : rows,
    period: period ?? null,
    from: span.from ?? null,
    to: span.to ?? null,
  };
}

function sqlOf(
  view: string,
  conditions: Conditions,
  groups: readonly Grouping[],
  figures: readonly Figure[],
): string {
  const columns = [
    ...groups.map(({ sql }, index) => `${sql} as v${index}`),
    ...groups.flatMap(({ shown }, index) => (shown ? [`min(${shown}) as s${index}`] : [])),
    ...figures.map(({ sql }, index) => `${sql} as m${index}`),
  ];
  const byTime = groups.findIndex(({ kind }) => kind === "date" || kind === "datetime");
  const order = byTime >= 0 ? `v${byTime}, m0 desc` : "m0 desc nulls last, v0";
  const grouped = groups.map((_, index) => index + 1).join(", ");
  const tail = groups.length ? `group by ${grouped} order by ${order} limit ${MOST_ROWS}` : "";
  const joins = [...new Set(groups.map(({ join }) => join ?? ""))].join("");
  return `select to_jsonb(s) as row from (select ${columns.join(", ")} from ${view} r${joins}${conditions.sql} ${tail}) s`;
}

/** Groups under their key as people read them, and under `<key>_value` as they are stored. */
function shown(row: Row, groups: readonly Grouping[], figures: readonly Figure[]): Row {
  const grouped = groups.flatMap(({ key, shown, options }, index) => {
    const value = row[`v${index}`] ?? null;
    if (!shown && !options) return [[key, value]];
    const label = shown ? row[`s${index}`] : (options?.find(({ name }) => name === value)?.label ?? value);
    return [
      [key, label ?? null],
      [`${key}_value`, value],
    ];
  });
  return Object.fromEntries([
    ...grouped,
    ...figures.map(({ key }, index) => [key, row[`m${index}`] ?? null]),
  ]);
}

/** The rows, with empty periods in between put in, so that a line tells the truth. */
function withoutGaps(rows: Row[], period: Period, figures: readonly Figure[], span: Span): Row[] {
  const known = new Map(rows.filter((row) => row[period] !== null).map((row) => [String(row[period]), row]));
  if (!known.size) return rows;
  const days = [...known.keys(), ...(span.from ? [span.from] : []), ...(span.to ? [span.to] : [])].sort();
  const isTotal = ({ key }: Figure) => key === "count" || key.startsWith("sum_");
  const empty = Object.fromEntries(figures.map((one) => [one.key, isTotal(one) ? 0 : null]));
  const filled: Row[] = [];
  const last = days.at(-1) ?? "";
  for (let day = startOf(period, days[0] ?? ""); day <= last; day = after(period, day)) {
    if (filled.length === MOST_FILLED) return rows;
    filled.push(known.get(day) ?? { [period]: day, ...empty });
  }
  return filled;
}

interface Span {
  readonly from?: string;
  readonly to?: string;
}

function spanOf(report: ReportModel, params: URLSearchParams, timeZone: string): Span {
  const [from, to] = ["from", "to"].map((name) => {
    const text = params.get(name) || undefined;
    if (text && !isDay(text)) throw new Malformed(`“${name}” must be a date like 2026-11-21.`);
    return text;
  });
  if (from || to || !report.period) return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const start = startOf(report.period, new Intl.DateTimeFormat("sv-SE", { timeZone }).format());
  return { from: start, to: moved(after(report.period, start), 0, -1) };
}

/** The first day of the period that a day lies in; weeks begin on Monday. */
function startOf(period: Period, day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (period === "week") return moved(day, 0, -((date.getUTCDay() + 6) % 7));
  if (period === "quarter")
    return `${day.slice(0, 5)}${String(date.getUTCMonth() - (date.getUTCMonth() % 3) + 1).padStart(2, "0")}-01`;
  if (period === "month") return `${day.slice(0, 8)}01`;
  return period === "year" ? `${day.slice(0, 5)}01-01` : day;
}

function after(period: Period, start: string): string {
  if (period === "day" || period === "week") return moved(start, 0, period === "day" ? 1 : 7);
  return moved(start, { month: 1, quarter: 3, year: 12 }[period], 0);
}

function moved(day: string, months: number, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months, date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
