import { filterSentence } from "../filters";
import { newId } from "../ids";
import { entityNamed } from "../lookup";
import { isDated, isGroupable, isNumeric, type Member, memberLabel, membersIn } from "../members";
import { nameFrom, plural, sentence } from "../names";
import type { AppSpec, Edit, Report } from "../types";

export type Measure = Report["measures"][number];
export type MeasureOp = Measure["op"];
export type ChartKind = Report["chart"];
export type Period = NonNullable<Report["period"]>;

export const PERIODS: readonly Period[] = ["day", "week", "month", "quarter", "year"];

export const CHARTS: readonly { readonly kind: ChartKind; readonly label: string; readonly icon: string }[] = [
  { kind: "bar", label: "Bars", icon: "chart-column" },
  { kind: "line", label: "Line", icon: "chart-line" },
  { kind: "area", label: "Area", icon: "chart-area" },
  { kind: "pie", label: "Pie", icon: "chart-pie" },
  { kind: "number", label: "Number", icon: "hash" },
  { kind: "table", label: "Table", icon: "table-2" },
];

export const OPS: readonly { readonly op: MeasureOp; readonly label: string }[] = [
  { op: "count", label: "Count" },
  { op: "sum", label: "Sum" },
  { op: "avg", label: "Average" },
  { op: "min", label: "Lowest" },
  { op: "max", label: "Highest" },
];

export function isPeriod(name: string): name is Period {
  return (PERIODS as readonly string[]).includes(name);
}

/** One way to group the rows of an entity. */
export interface Grouping {
  readonly value: string;
  readonly label: string;
}

/** What rows of an entity can be grouped by: periods of a date, values, relations and what those lead to. */
export function groupings(spec: AppSpec, entity: string): readonly Grouping[] {
  const members = membersIn(spec, entity);
  const values = members.filter((member) => isGroupable(member) && !isDated(member));
  const far = values.flatMap(({ name, entity: to }) =>
    to
      ? membersIn(spec, to)
          .filter((member) => !member.isComputed && ["enum", "state", "relation", "boolean"].includes(member.kind))
          .map((member) => `${name}.${member.name}`)
      : [],
  );
  return [
    ...(members.some(isDated) ? PERIODS.map((value) => ({ value, label: sentence(value) })) : []),
    ...values.map(({ name, label }) => ({ value: name, label })),
    ...far.map((value) => ({ value, label: memberLabel(spec, entity, value) })),
  ];
}

/** The dates that a period can cut. */
export function datesOf(spec: AppSpec, entity: string): readonly Member[] {
  return membersIn(spec, entity).filter(isDated);
}

/** The values that a measure can be taken of. */
export function measurable(spec: AppSpec, entity: string, op: MeasureOp): readonly Member[] {
  const members = membersIn(spec, entity);
  if (op === "count") return [];
  return members.filter((member) => isNumeric(member) || (op !== "sum" && op !== "avg" && isDated(member)));
}

export function groupLabel(spec: AppSpec, entity: string, group: string): string {
  return isPeriod(group) ? sentence(group) : memberLabel(spec, entity, group);
}

export function measureLabel(spec: AppSpec, entity: string, { op, field, label }: Measure): string {
  if (label) return label;
  if (op === "count" || !field) return sentence(plural(entityNamed(spec, entity)?.name ?? entity));
  const name = memberLabel(spec, entity, field);
  const words = {
    sum: `Total ${name.toLowerCase()}`,
    avg: `Average ${name.toLowerCase()}`,
    min: `Lowest ${name.toLowerCase()}`,
    max: `Highest ${name.toLowerCase()}`,
  };
  return words[op];
}

/** A report in a sentence: “Revenue of appointments by month, where status is done”. */
export function reportSentence(spec: AppSpec, report: Report): string {
  const { entity, measures, group_by, filters } = report;
  const rows = sentence(plural(entity)).toLowerCase();
  const figures = measures.map((measure) => measureLabel(spec, entity, measure).toLowerCase());
  const what = figures.length === 1 && figures[0] === rows ? rows : `${figures.join(", ")} of ${rows}`;
  const by =
    group_by.length > 0
      ? ` by ${group_by.map((group) => groupLabel(spec, entity, group).toLowerCase()).join(" and ")}`
      : "";
  const where =
    filters.length > 0
      ? `, where ${filters.map((filter) => lower(filterSentence(spec, entity, filter))).join(" and ")}`
      : "";
  const said = `${what}${by}${where}`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** A report about an entity, grouped in one way. */
export function newReport(spec: AppSpec, entity: string, measure: Measure, group: string | null): Report {
  const date = datesOf(spec, entity)[0]?.name;
  const isTime = group !== null && isPeriod(group);
  const what = measureLabel(spec, entity, measure);
  const title = group ? `${what} per ${groupLabel(spec, entity, group).toLowerCase()}` : what;
  const taken = spec.reports.map(({ name }) => name);
  return {
    id: newId("rep"),
    name: nameFrom(title, "report", taken),
    title,
    entity,
    group_by: group ? [group] : [],
    measures: [measure],
    filters: [],
    chart: group === null ? "number" : isTime ? "line" : "bar",
    ...(isTime && date ? { date_field: usualDate(spec, entity) ?? date } : {}),
  };
}

/** The date that most speaks of when something happens, rather than when it was written down. */
export function usualDate(spec: AppSpec, entity: string): string | undefined {
  const dates = datesOf(spec, entity);
  return (dates.find(({ isComputed }) => !isComputed) ?? dates[0])?.name;
}

export function addReport(report: Report): Edit[] {
  return [{ op: "add", kind: "report", element: report }];
}

/** The same report once more, under a name of its own. */
export function copyOf(spec: AppSpec, report: Report): Report {
  const title = `${report.title} (copy)`;
  const { source: _source, assumed: _assumed, ...rest } = report;
  return {
    ...rest,
    id: newId("rep"),
    name: nameFrom(
      `${report.name}_copy`,
      "report",
      spec.reports.map(({ name }) => name),
    ),
    title,
  };
}

/** Another entity: what it lacks goes, and it counts rows where nothing else is left. */
export function aboutAnother(spec: AppSpec, report: Report, entity: string): Partial<Report> {
  const known = new Set(groupings(spec, entity).map(({ value }) => value));
  const names = new Set(membersIn(spec, entity).map(({ name }) => name));
  const group_by = report.group_by.filter((group) => known.has(group));
  const measures = report.measures.filter(({ op, field }) =>
    op === "count" ? true : measurable(spec, entity, op).some(({ name }) => name === field),
  );
  return {
    entity,
    group_by,
    measures: measures.length > 0 ? measures : [{ op: "count" }],
    filters: report.filters.filter(({ field }) => names.has(field)),
    date_field: group_by.some(isPeriod) || report.period ? (usualDate(spec, entity) ?? null) : null,
  };
}

/** Other groups: a period needs a date, which the first one becomes. */
export function groupedBy(spec: AppSpec, report: Report, group_by: readonly string[]): Partial<Report> {
  const needsDate = group_by.some(isPeriod) && !report.date_field;
  return { group_by: [...group_by], ...(needsDate ? { date_field: usualDate(spec, report.entity) ?? null } : {}) };
}
