import { expr } from "../src";
import type { Access } from "./access";
import { malformed, Refusal } from "./answers";
import { conditionOf } from "./filters";
import { matching } from "./lists";
import type { Live, Measure, ReportModel } from "./model";
import { type Target, targetOf } from "./paths";
import { total } from "./rows";
import { NAMED, spanOf } from "./spans";
import type { Store } from "./store";

const PERIODS = new Set(["day", "week", "month", "quarter", "year"]);
const WORDS: Readonly<Record<string, string>> = { sum: "Total", avg: "Average", min: "Lowest", max: "Highest" };
const MOST_FILLED = 400;

interface Figure {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  of(rows: readonly Live[]): unknown;
}

interface Grouping {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly period: string | null;
  /** What is shown is not what is stored: a related row's title, or an option's label. */
  readonly isNamed: boolean;
  /** The values that a row counts under; several where it has several choices. */
  values(row: Live): readonly unknown[];
  shown(value: unknown, row: Live): unknown;
}

/** A row under one value of each grouping. */
interface Member {
  readonly row: Live;
  readonly values: readonly unknown[];
}

/** Statistics over the rows somebody sees: measures, in groups where wanted. */
export function statsOf(store: Store, access: Access, entity: string, query: URLSearchParams) {
  const found = matching(store, access, entity, query);
  const figures = (query.get("measures") || "count").split(",").map((part) => {
    const [op = "", field] = part.split(":");
    return figureOf(store, entity, { op, field: field ?? null });
  });
  const by = query.get("group_by");
  if (!by) return { items: [measured(figures, found)] };
  const grouping = groupingOf(store, entity, by, query.get("date_field") || null);
  const members = membersOf(found, [grouping]);
  const items = grouped(members, ({ values }) => values[0]).map(([group, some]) => ({
    group,
    label: group === null ? "" : String(grouping.isNamed ? shownBy(grouping, group, some) : group),
    ...measured(figures, rowsIn(some)),
  }));
  const first = figures[0]?.key ?? "count";
  return { items: items.sort((one, other) => down(field(one, first), field(other, first))) };
}

const field = (item: Readonly<Record<string, unknown>>, key: string) => item[key];

/** A report of the spec; `from` and `to` are days, both part of the span. */
export function reportOf(store: Store, access: Access, report: ReportModel, query: URLSearchParams) {
  const { entity } = report;
  if (!access.mayAny(entity, "read")) throw new Refusal(403, "Your role may not see these figures.");
  const datePath = report.date_field ?? defaultDate(store, entity);
  const groupings = report.group_by.map((name) => groupingOf(store, entity, name, datePath));
  const figures = distinct(report.measures.map((measure) => figureOf(store, entity, measure)));
  const conditions = report.filters.map((fixed) => conditionOf(store, entity, fixed.field, fixed.op, textOf(fixed)));
  const [from, to] = spanAsked(report, query);
  const date = targetOf(store, entity, datePath);
  const found = matching(store, access, entity, new URLSearchParams()).filter((row) => {
    if (!conditions.every((condition) => condition(row))) return false;
    if (!from && !to) return true;
    const day = expr.date(date.read(row) as string | null);
    return day !== null && (!from || day >= from) && (!to || day <= to);
  });
  const period = groupings.length === 1 ? (groupings[0]?.period ?? null) : null;
  const rows = rowsOf(found, groupings, figures);
  return {
    name: report.name,
    title: report.title,
    chart: report.chart,
    columns: [...groupings, ...figures].map(({ key, label, type }) => ({ key, label, type })),
    rows: period ? filled(rows, period, figures, from, to) : rows,
    period,
    from,
    to,
  };
}

type Row = Record<string, unknown>;

function rowsOf(found: readonly Live[], groupings: readonly Grouping[], figures: readonly Figure[]): Row[] {
  if (groupings.length === 0) return [measured(figures, found)];
  const groups = grouped(membersOf(found, groupings), ({ values }) => JSON.stringify(values));
  const rows = groups.map(([, members]) => {
    const row: Row = {};
    for (const [index, grouping] of groupings.entries()) {
      const value = members[0]?.values[index] ?? null;
      row[grouping.key] = grouping.isNamed ? shownBy(grouping, value, members) : value;
      if (grouping.isNamed) row[`${grouping.key}_value`] = value;
    }
    return { ...row, ...measured(figures, rowsIn(members)) };
  });
  const time = groupings.find(({ type }) => type === "date" || type === "datetime")?.key;
  const first = figures[0]?.key ?? "";
  return rows.sort(
    (one, other) =>
      (time ? up(field(one, time), field(other, time)) : 0) || down(field(one, first), field(other, first)),
  );
}

/** The rows under every value that they count under. */
function membersOf(rows: readonly Live[], groupings: readonly Grouping[]): Member[] {
  return groupings.reduce<Member[]>(
    (members, grouping) =>
      members.flatMap(({ row, values }) => grouping.values(row).map((value) => ({ row, values: [...values, value] }))),
    rows.map((row) => ({ row, values: [] })),
  );
}

const rowsIn = (members: readonly Member[]) => members.map(({ row }) => row);

function shownBy({ shown }: Grouping, value: unknown, [first]: readonly Member[]): unknown {
  return first ? shown(value, first.row) : null;
}

/** With empty periods in between, so that a line tells the truth. */
function filled(
  rows: Row[],
  period: string,
  figures: readonly Figure[],
  from: string | null,
  to: string | null,
): Row[] {
  const days = rows.flatMap((row) => (typeof row[period] === "string" ? [row[period]] : []));
  if (days.length === 0) return rows;
  const known = new Map(rows.map((row) => [row[period], row]));
  const sortedDays = [...days, ...(from ? [from] : []), ...(to ? [to] : [])].sort();
  const last = sortedDays.at(-1) ?? "";
  let day = spanOf(period, sortedDays[0] ?? "")[0];
  const whole: Row[] = [];
  while (day <= last && whole.length < MOST_FILLED) {
    const nothing = figures.map(({ key }) => [key, key === "count" || key.startsWith("sum_") ? 0 : null]);
    whole.push(known.get(day) ?? { [period]: day, ...Object.fromEntries(nothing) });
    day = spanOf(period, day)[1];
  }
  return day > last ? whole : rows;
}

function figureOf(store: Store, entity: string, { op, field: path, label }: Measure): Figure {
  const definition = store.collection(entity).entity;
  if (op === "count")
    return { key: "count", label: label ?? definition.labelPlural, type: "integer", of: (rows) => rows.length };
  const word = WORDS[op];
  if (!word) throw malformed(`There is no measure "${op}".`);
  if (!path) throw malformed(`"${op}" needs a field, as in ${op}:price.`);
  const target = targetOf(store, entity, path);
  const type = op === "avg" && target.kind !== "money" ? "decimal" : target.kind;
  return {
    key: `${op}_${path.replaceAll(".", "_")}`,
    label: label ?? `${word} ${target.label.toLowerCase()}`,
    type,
    of: (rows) => measure(op, rows.map(target.read)),
  };
}

function measure(op: string, found: readonly unknown[]): unknown {
  const values = found.filter((value) => value !== null);
  if (op === "sum") return total(values as number[]);
  if (values.length === 0) return null;
  if (op === "avg") return expr.round(expr.div(total(values as number[]), values.length), 2);
  return op === "min" ? expr.least(...(values as number[])) : expr.greatest(...(values as number[]));
}

function measured(figures: readonly Figure[], rows: readonly Live[]): Row {
  return Object.fromEntries(figures.map(({ key, of }) => [key, of(rows)]));
}

function groupingOf(store: Store, entity: string, name: string, datePath: string | null): Grouping {
  const { entity: definition, parents } = store.collection(entity);
  if (PERIODS.has(name) && !(name in definition.fields)) {
    const date = targetOf(store, entity, datePath ?? defaultDate(store, entity));
    if (date.kind !== "date" && date.kind !== "datetime")
      throw malformed(`${date.label} is no date, so it has no ${name}s.`);
    return periodOf(date, name);
  }
  const key = name.replaceAll(".", "_");
  const path = name.split(".");
  const owner = path.slice(0, -1).reduce((at, step) => store.collection(at).parents[step]?.entity ?? at, entity);
  const last = path.at(-1) ?? "";
  const target = targetOf(store, entity, name);
  if (last in (path.length === 1 ? parents : store.collection(owner).parents)) {
    const id = targetOf(store, entity, `${name}_id`);
    const [values, shown] = [(row: Live) => [id.read(row)], (_: unknown, row: Live) => target.read(row)];
    return { key, label: target.label, type: "text", period: null, isNamed: true, values, shown };
  }
  if (target.kind === "json") throw malformed(`${target.label} cannot be grouped by.`);
  const isSeveral = target.kind === "multi_enum";
  const labels = new Map<unknown, string>(target.options.map(({ value, label }) => [value, label]));
  return {
    key,
    label: target.label,
    type: target.kind === "state" || isSeveral ? "enum" : target.kind,
    period: null,
    isNamed: labels.size > 0,
    values: (row) => (isSeveral ? choicesOf(target.read(row)) : [target.read(row)]),
    shown: (value) => labels.get(value) ?? value,
  };
}

function choicesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : [null];
}

function periodOf({ read }: Target, name: string): Grouping {
  const values = (row: Live) => {
    const day = expr.date(read(row) as string | null);
    return [day === null ? null : spanOf(name, day)[0]];
  };
  const shown = (value: unknown) => value;
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  return { key: name, label, type: "date", period: name, isNamed: false, values, shown };
}

function defaultDate(store: Store, entity: string): string {
  const { fields } = store.collection(entity).entity;
  const dated = Object.entries(fields).find(
    ([, { kind, computed }]) => !computed && (kind === "date" || kind === "datetime"),
  );
  return dated?.[0] ?? "created_at";
}

function spanAsked({ period }: ReportModel, query: URLSearchParams): readonly [string | null, string | null] {
  const [from, to] = [query.get("from") || null, query.get("to") || null];
  if (from || to || !period) return [from, to];
  const [first, after] = spanOf(NAMED[period] ?? period, expr.today());
  return [first, expr.shift(after, expr.days(-1))];
}

function textOf({ value }: { readonly value?: unknown }): string {
  return Array.isArray(value) ? value.join(",") : value === null || value === undefined ? "" : String(value);
}

function distinct(figures: readonly Figure[]): Figure[] {
  return [...new Map(figures.map((figure) => [figure.key, figure])).values()];
}

/** Things by what they have in common, in the order they come. */
export function grouped<T, K>(things: readonly T[], keyOf: (thing: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const known = groups.get(key);
    if (known) known.push(thing);
    else groups.set(key, [thing]);
  }
  return [...groups];
}

function up(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return (one as string) < (other as string) ? -1 : 1;
}

function down(one: unknown, other: unknown): number {
  if (one === null || other === null) return up(one, other);
  return -up(one, other);
}
