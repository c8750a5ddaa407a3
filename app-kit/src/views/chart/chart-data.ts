import type { ReportColumn, ReportData } from "../../data/report";
import type { Format } from "../../format/format";
import { cellText, isFigure } from "./figures";

/** One line, bar or slice colour of a chart. */
export interface Series {
  readonly key: string;
  readonly label: string;
}

/** A place on the axis: its name, and a value for each series. */
export interface Point {
  readonly name: string;
  readonly values: Readonly<Record<string, number | null>>;
}

export interface ChartData {
  readonly points: readonly Point[];
  readonly series: readonly Series[];
  /** The column that the axis names; null where a report has one row of figures only. */
  readonly axis: ReportColumn | null;
  /** The column that gives the unit. */
  readonly unit: ReportColumn;
  /** Whether the axis is time. */
  readonly inTime: boolean;
  /** What was left out or put together, in words. */
  readonly note: string | null;
}

const MOST_POINTS = 12;
const MOST_SERIES = 6;
const OTHER = "other";

/** A report as points and series: periods on the axis where it has any, a second grouping as series; at most so many categories. */
export function chartData(data: ReportData, format: Format, most = MOST_POINTS): ChartData | null {
  const figures = data.columns.filter(isFigure);
  const groups = data.columns.filter((column) => !isFigure(column));
  const [unit] = figures;
  if (!unit) return null;
  const inTime = groups.find(({ type }) => type === "date" || type === "datetime");
  const axis = inTime ?? groups[0] ?? null;
  const split = groups.find((column) => column !== axis);
  const spread = axis && split ? pivoted(data, axis, split, unit, format) : plain(data, axis, figures, unit, format);
  return {
    ...gathered(spread, unit, axis, inTime !== undefined, most, format),
    axis,
    unit,
    inTime: inTime !== undefined,
  };
}

interface Spread {
  readonly points: readonly Point[];
  readonly series: readonly Series[];
}

function plain(
  data: ReportData,
  axis: ReportColumn | null,
  figures: readonly ReportColumn[],
  unit: ReportColumn,
  format: Format,
): Spread {
  const series = figures.filter(({ type }) => type === unit.type).slice(0, MOST_SERIES);
  return {
    series,
    points: data.rows.map((row) => ({
      name: axis ? cellText(row, axis, data, format) : unit.label,
      values: Object.fromEntries(series.map(({ key }) => [key, numberIn(row[key])])),
    })),
  };
}

function pivoted(
  data: ReportData,
  axis: ReportColumn,
  split: ReportColumn,
  unit: ReportColumn,
  format: Format,
): Spread {
  const totals = new Map<string, number>();
  for (const row of data.rows) {
    const label = cellText(row, split, data, format);
    totals.set(label, (totals.get(label) ?? 0) + (numberIn(row[unit.key]) ?? 0));
  }
  const ranked = [...totals].toSorted(([, one], [, other]) => other - one).map(([label]) => label);
  const kept = ranked.length > MOST_SERIES ? ranked.slice(0, MOST_SERIES - 1) : ranked;
  const rest = ranked.length - kept.length;
  const points = new Map<string, Record<string, number | null>>();
  for (const row of data.rows) {
    const label = cellText(row, split, data, format);
    const key = kept.includes(label) ? `s${kept.indexOf(label)}` : OTHER;
    const name = cellText(row, axis, data, format);
    const values = points.get(name) ?? {};
    values[key] = (values[key] ?? 0) + (numberIn(row[unit.key]) ?? 0);
    points.set(name, values);
  }
  return {
    series: [
      ...kept.map((label, index) => ({ key: `s${index}`, label })),
      ...(rest > 0 ? [{ key: OTHER, label: `Other (${format.number(rest)})` }] : []),
    ],
    points: [...points].map(([name, values]) => ({ name, values })),
  };
}

/** Many categories become the highest ones and a rest; time is never cut. */
function gathered(
  { points, series }: Spread,
  unit: ReportColumn,
  axis: ReportColumn | null,
  inTime: boolean,
  most: number,
  format: Format,
): Spread & { readonly note: string | null } {
  if (inTime || points.length <= most) return { points, series, note: null };
  const size = ({ values }: Point) => Object.values(values).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const ranked = points.toSorted((one, other) => size(other) - size(one));
  const of = `${format.number(points.length)} by ${axis?.label.toLocaleLowerCase() ?? "group"}`;
  if (!addsUp(unit)) {
    return { points: ranked.slice(0, most), series, note: `The ${most} highest of ${of}.` };
  }
  const kept = ranked.slice(0, most - 1);
  const rest = ranked.slice(most - 1);
  const values = Object.fromEntries(
    series.map(({ key }) => [key, rest.reduce((sum, point) => sum + (point.values[key] ?? 0), 0)]),
  );
  return {
    points: [...kept, { name: `Other (${format.number(rest.length)})`, values }],
    series,
    note: `The ${kept.length} highest of ${of}; the rest together.`,
  };
}

/** Whether the figures of groups make sense as a sum: counts and sums do, averages do not. */
export function addsUp({ key }: ReportColumn): boolean {
  return key === "count" || key.startsWith("sum_") || key.startsWith("count_");
}

function numberIn(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (typeof value === "string" && value !== "" && !Number.isNaN(Number(value))) return Number(value);
  return null;
}

/** Each figure of a report over all its rows; null where the figures of groups cannot be put together. */
export function totalsOf(
  data: ReportData,
): readonly { readonly column: ReportColumn; readonly value: number | null }[] {
  return data.columns.filter(isFigure).map((column) => {
    const values = data.rows.map((row) => numberIn(row[column.key])).filter((value) => value !== null);
    if (data.rows.length === 1) return { column, value: values[0] ?? null };
    if (!addsUp(column)) return { column, value: null };
    return { column, value: values.reduce((sum, value) => sum + value, 0) };
  });
}
