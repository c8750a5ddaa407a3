// Measures over the rows a member sees, in groups where wanted: what statistics and reports have in common.
import { authorize } from "./access";
import { Conditions, readFilters } from "./filters";
import {
  type Choice,
  type EntityModel,
  isNumber,
  type Kind,
  type MeasureOp,
  type Period,
  quoted,
} from "./model";
import { parentOf, target } from "./paths";
import { Malformed } from "./problems";
import type { EntityService } from "./service";
import type { Session } from "./session";

/** A measure: its key in rows, its label, its kind and its SQL. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
  readonly sql: string;
}

/** What rows are grouped by; `shown` is SQL of what people see instead of the value. */
export interface Grouping extends Figure {
  readonly shown?: string;
  readonly options?: readonly Choice[];
  readonly period?: Period;
  /** What has to be joined for it. */
  readonly join?: string;
}

const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
const WORDS = { sum: "Total", avg: "Average", min: "Lowest", max: "Highest" } as const;
const MOST_MEASURES = 12;
const MOST_GROUPS = 1000;

/** Statistics: one item of figures, or one for each group. */
export async function statisticsOf(service: EntityService, session: Session, params: URLSearchParams) {
  authorize(session, service.model, "read");
  const wanted = (params.get("measures") ?? "count").split(",").filter(Boolean);
  if (!wanted.length || wanted.length > MOST_MEASURES) {
    throw new Malformed(`Give 1 to ${MOST_MEASURES} measures, as in measures=count,sum:price.`);
  }
  const figures = wanted.map((measure) => {
    const [op = "", field] = measure.split(":");
    return figure(service.model, op, field);
  });
  const conditions = new Conditions(service.model, session.timeZone).add(readFilters(params));
  conditions.search(params.get("q") ?? "");
  const groupBy = params.get("group_by");
  const group = groupBy ? grouping(conditions, groupBy, session.timeZone) : undefined;
  const columns = figures.map(({ sql, key }) => `${sql} as ${quoted(key)}`);
  const grouped = group
    ? [`${group.sql} as "group"`, `${group.shown ? `min(${group.shown})` : "null::text"} as label`]
    : [];
  const text = `select to_jsonb(s) as row from (select ${[...grouped, ...columns].join(", ")}
    from ${service.model.view} r${group?.join ?? ""}${conditions.sql}
    ${group ? `group by 1 order by 3 desc nulls last, 1 limit ${MOST_GROUPS}` : ""}) s`;
  const [rows = []] = await service.run(session, [{ text, values: conditions.values.list }]);
  return { items: rows.map(({ row }) => labelled(row as Record<string, unknown>, group)) };
}

/** `count`, or an aggregate of a value. */
export function figure(model: EntityModel, op: string, field?: string, label?: string): Figure {
  if (op === "count")
    return { key: "count", label: label ?? model.labelPlural, kind: "integer", sql: "count(*)" };
  if (!Object.hasOwn(WORDS, op)) throw new Malformed(`There is no measure “${op.slice(0, 40)}”.`);
  if (!field) throw new Malformed(`“${op}” needs a field, as in ${op}:price.`);
  const { sql, column } = target(model, field);
  const isTotal = op === "sum" || op === "avg";
  if (!isNumber(column.kind) && (isTotal || !["date", "datetime", "time"].includes(column.kind))) {
    throw new Malformed(`${column.label} cannot be measured by ${op}.`);
  }
  const aggregate = `${op}(${sql})`;
  return {
    key: `${op}_${field.replaceAll(".", "_")}`,
    label: label ?? called(WORDS[op as Exclude<MeasureOp, "count">], column.label),
    kind: op === "avg" && column.kind === "integer" ? "decimal" : column.kind,
    sql: op === "sum" ? `coalesce(${aggregate}, 0)` : op === "avg" ? `round(${aggregate}, 2)` : aggregate,
  };
}

/** Total amount; what is a total itself is called so. */
function called(word: string, label: string): string {
  if (label.toLowerCase().split(" ").includes(word.toLowerCase())) return label;
  const words = label.split(" ").map((one) => (/[A-Z]/.test(one.slice(1)) ? one : one.toLowerCase()));
  return `${word} ${words.join(" ")}`;
}

/**
 * A field, a flow, a relation, a path, or a period of a day or moment.
 * Where a row has several choices it counts under each of them.
 */
export function grouping(
  conditions: Conditions,
  name: string,
  timeZone: string,
  datePath?: string,
): Grouping {
  const { model, values } = conditions;
  const period = PERIODS.find((one) => one === name);
  if (period && !Object.hasOwn(model.columns, name) && !Object.hasOwn(model.belongsTo, name)) {
    const { sql, column } = target(model, datePath ?? defaultDate(model));
    const local = column.kind === "datetime" ? `(${sql} at time zone ${values.bind(timeZone, "text")})` : sql;
    const day = `date_trunc('${period}', ${local})::date`;
    return { key: period, label: sentence(period), kind: "date", sql: day, period };
  }
  const path = name.split(".");
  const last = path.pop() ?? "";
  const owner = path.reduce(parentOf, model);
  const key = name.replaceAll(".", "_");
  if (Object.hasOwn(owner.belongsTo, last)) {
    const id = target(model, [...path, `${last}_id`].join("."));
    return { key, label: sentence(last), kind: "text", sql: id.sql, shown: target(model, name).sql };
  }
  const { sql, column } = target(model, name);
  if (column.kind === "json") throw new Malformed(`${column.label} cannot be grouped by.`);
  const { label, options } = column;
  const about = { key, label, ...(options ? { options } : {}) };
  if (column.kind !== "multi_enum") return { ...about, kind: column.kind, sql };
  const alias = quoted(`each_${key}`);
  const join = ` left join lateral unnest(${sql}) ${alias}(choice) on true`;
  return { ...about, kind: "enum", sql: `${alias}.choice`, join };
}

/** What a period refers to when nobody said: the first day or moment, else when the row was made. */
export function defaultDate(model: EntityModel): string {
  const isDays = ([, { kind, computed }]: (typeof columns)[number]) =>
    !computed && (kind === "date" || kind === "datetime");
  const columns = Object.entries(model.columns);
  return columns.find(isDays)?.[0] ?? "created_at";
}

function labelled(row: Record<string, unknown>, group: Grouping | undefined) {
  if (!group) return row;
  const value = row.group ?? null;
  const option = group.options?.find(({ name }) => name === value)?.label;
  return { ...row, group: value, label: row.label ?? option ?? (value === null ? "" : String(value)) };
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
}
