// Filter parameters, `filter[field][op]=value`, and the search as conditions on the row `r`.
import { castOf, type EntityModel, type Filter, isText, quoted, type RelationSet } from "./model";
import { entityOf, target, type Target, titleOf } from "./paths";
import { Malformed } from "./problems";
import { Values } from "./statement";
import { isDay, readMoment, readValue, readYesOrNo, Unreadable } from "./written";

const COMPARISONS: Readonly<Record<string, string>> = {
  eq: "=",
  ne: "is distinct from",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};
const SPANS: Readonly<Record<string, string>> = { today: "day", this_week: "week", this_month: "month" };
export const OPERATORS = [
  ...Object.keys(COMPARISONS),
  "in",
  "contains",
  "starts_with",
  "is_null",
  "has",
  "has_any",
  "between",
  ...Object.keys(SPANS),
  "upcoming",
  "past",
] as const;
const MOST_VALUES = 500;
const MOST_FILTERS = 40;

/** The filters among the parameters of an address. */
export function readFilters(params: URLSearchParams): Filter[] {
  const found = [...params].flatMap(([key, value]) => {
    if (!key.startsWith("filter")) return [];
    const [, path, op = "eq"] = /^filter\[([^[\]]{1,200})\](?:\[([a-z_]{1,20})\])?$/.exec(key) ?? [];
    if (!path) {
      throw new Malformed(
        `“${key.slice(0, 80)}” is not a filter.`,
        "Write filter[field]=value or filter[field][op]=value.",
      );
    }
    if (!OPERATORS.some((one) => one === op)) {
      throw new Malformed(`There is no filter operator “${op}”.`, `Operators: ${OPERATORS.join(", ")}.`);
    }
    return [{ path, op, value }];
  });
  if (found.length > MOST_FILTERS) throw new Malformed(`At most ${MOST_FILTERS} filters can be combined.`);
  return found;
}

/** Collects conditions with the values they bind. */
export class Conditions {
  readonly values = new Values();
  readonly parts: string[] = [];

  constructor(
    readonly model: EntityModel,
    private readonly timeZone: string,
  ) {}

  /** ` where …`, or nothing. */
  get sql(): string {
    return this.parts.length ? ` where ${this.parts.join(" and ")}` : "";
  }

  add(filters: readonly Filter[]): this {
    for (const filter of filters) {
      try {
        this.parts.push(this.condition(filter));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        throw new Malformed(`The filter on ${filter.path} ${error.message}`);
      }
    }
    return this;
  }

  /** Every word has to occur in a searchable field, or else in a text or in the title of a parent. */
  search(text: string): this {
    const { columns, searchable, belongsTo } = this.model;
    refuseNul(text);
    const own = Object.keys(columns).filter((key) => {
      const kind = columns[key]?.kind ?? "json";
      return !columns[key]?.computed && kind !== "enum" && isText(kind);
    });
    const searched = searchable.length ? searchable : [...own, ...Object.keys(belongsTo)];
    const places = searched.map((path) => target(this.model, path).sql);
    if (!places.length) places.push(titleOf(this.model, "r"));
    for (const word of text.slice(0, 200).split(/\s+/).filter(Boolean).slice(0, 12)) {
      const pattern = this.values.bind(`%${escaped(word)}%`, "text");
      this.parts.push(`(${places.map((place) => `${place} ilike ${pattern}`).join(" or ")})`);
    }
    return this;
  }

  /** Days from `first` to `last`, both included, on the site's clock. */
  between(found: Target, first?: string, last?: string): this {
    if (first) this.parts.push(`${found.sql} >= ${this.day(found, first)}`);
    if (last) this.parts.push(`${found.sql} < ${this.day(found, last, 1)}`);
    return this;
  }

  private condition({ path, op, value }: Filter): string {
    refuseNul(value);
    const { sets, belongsTo } = this.model;
    const relation = path.replace(/_ids$/, "");
    const set = Object.hasOwn(sets, relation) ? sets[relation] : undefined;
    if (set) return this.linked(set, op, value);
    const found = target(this.model, Object.hasOwn(belongsTo, path) ? `${path}_id` : path);
    const { sql, column } = found;
    const isDays = column.kind === "date" || column.kind === "datetime";
    const refuse = (): never => {
      throw new Malformed(`${column.label} cannot be filtered by ${op}.`);
    };
    if (op === "is_null") return `${sql} is ${readYesOrNo(value || "true") ? "null" : "not null"}`;
    if (op in SPANS || op === "upcoming" || op === "past") return isDays ? this.byClock(found, op) : refuse();
    if (op === "between") return this.within(found, listed(value), isDays);
    if (column.kind === "json") return refuse();
    if (column.kind === "multi_enum") {
      if (op === "in" || op === "has_any") return `${sql} && ${this.values.bind(listed(value), "text[]")}`;
      return ["eq", "has", "contains"].includes(op)
        ? `${this.values.bind(value, "text")} = any(${sql})`
        : refuse();
    }
    if (op === "contains" || op === "starts_with") {
      if (!isText(column.kind)) return refuse();
      return `${sql} ilike ${this.values.bind(`${op === "contains" ? "%" : ""}${escaped(value)}%`, "text")}`;
    }
    if (op === "in" || op === "has_any") {
      const items = listed(value).map((item) => readValue(column.kind, item));
      return `${sql} = any(${this.values.bind(items, `${castOf(column.kind)}[]`)})`;
    }
    const comparison = op === "has" ? "eq" : op;
    if (column.kind === "datetime" && isDay(value)) return this.onDay(found, comparison, value);
    return `${sql} ${COMPARISONS[comparison]} ${this.bind(found, value)}`;
  }

  private linked(set: RelationSet, op: string, value: string): string {
    const rows = `select from ${set.table} s where s.${quoted(set.own)} = r.id`;
    if (op === "is_null") return `${readYesOrNo(value || "true") ? "not " : ""}exists (${rows})`;
    if (!["eq", "in", "has", "has_any", "contains"].includes(op)) {
      throw new Malformed(`${entityOf(set.entity).labelPlural} can be filtered by has, has_any and is_null.`);
    }
    const ids = listed(value).map((item) => readValue("uuid", item));
    return `exists (${rows} and s.${quoted(set.other)} = any(${this.values.bind(ids, "uuid[]")}))`;
  }

  private within(found: Target, ends: readonly string[], isDays: boolean): string {
    const [low = "", high = "", ...more] = ends;
    if (ends.length < 2 || more.length) throw new Malformed("between takes two values separated by a comma.");
    if (isDays && isDay(low) && isDay(high)) {
      return `(${found.sql} >= ${this.day(found, low)} and ${found.sql} < ${this.day(found, high, 1)})`;
    }
    return `(${found.sql} >= ${this.bind(found, low)} and ${found.sql} <= ${this.bind(found, high)})`;
  }

  /** A moment compared with a day: the whole day counts, on the site's clock. */
  private onDay(found: Target, op: string, day: string): string {
    const inside = () =>
      `(${found.sql} >= ${this.day(found, day)} and ${found.sql} < ${this.day(found, day, 1)})`;
    if (op === "eq") return inside();
    if (op === "ne") return `${inside()} is not true`;
    const start = this.day(found, day, op === "lt" || op === "gte" ? 0 : 1);
    return `${found.sql} ${op.startsWith("l") ? "<" : ">="} ${start}`;
  }

  /** Within a span such as today; or from now on or before now, by days where there are only days. */
  private byClock({ sql, column }: Target, op: string): string {
    const isMoment = column.kind === "datetime";
    const span = SPANS[op];
    if (!span && isMoment) return `${sql} ${op === "upcoming" ? ">=" : "<"} now()`;
    const zone = this.values.bind(this.timeZone, "text");
    const local = `(now() at time zone ${zone})`;
    if (!span) return `${sql} ${op === "upcoming" ? ">=" : "<"} ${local}::date`;
    const bound = (start: string) => (isMoment ? `(${start} at time zone ${zone})` : `${start}::date`);
    const first = `date_trunc('${span}', ${local})`;
    return `(${sql} >= ${bound(first)} and ${sql} < ${bound(`(${first} + interval '1 ${span}')`)})`;
  }

  /** A day as a bound: itself, or its midnight on the site's clock. */
  private day({ column }: Target, day: string, later = 0): string {
    const date = `(${this.values.bind(day, "date")} + ${later})`;
    if (column.kind !== "datetime") return date;
    return `(${date}::timestamp at time zone ${this.values.bind(this.timeZone, "text")})`;
  }

  private bind({ column }: Target, text: string): string {
    const isMoment = column.kind === "datetime";
    const value = isMoment ? readMoment(text, this.timeZone) : readValue(column.kind, text);
    return this.values.bind(value, castOf(column.kind));
  }
}

/** The parts of a value that lists several. */
function listed(value: string): string[] {
  const parts = value.split(",").map((part) => part.trim());
  if (parts.length > MOST_VALUES) throw new Malformed(`A filter takes at most ${MOST_VALUES} values.`);
  return parts;
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

function refuseNul(text: string): void {
  if (text.includes("\0")) throw new Malformed("The character NUL cannot be looked for.");
}
