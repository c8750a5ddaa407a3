// Query strings of lists as SQL: filters, search, sort and pages.
import { Statement } from "./database";
import { CASTS, type Column, type EntityModel, type Filter, type ModuleModel, quoted } from "./model";
import { Malformed } from "./problems";

export interface ListQuery {
  readonly filters: readonly Filter[];
  readonly sort: readonly { readonly path: string; readonly descending: boolean }[];
  readonly search: string;
  readonly expand: readonly string[];
  readonly offset: number;
  readonly pageSize: number;
  readonly count: boolean;
}

const SYSTEM: Readonly<Record<string, Column>> = {
  id: { kind: "uuid", label: "Id" },
  created_at: { kind: "datetime", label: "Created" },
  updated_at: { kind: "datetime", label: "Changed" },
  created_by: { kind: "uuid", label: "Created by" },
  version: { kind: "number", label: "Version" },
};
const COMPARISONS: Readonly<Record<string, string>> = {
  eq: "=",
  ne: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};
const SPANS: Readonly<Record<string, string>> = { today: "day", this_week: "week", this_month: "month" };

/** Reads the parameters of a list. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const pageSize = wholeNumber(params.get("page_size"), 20, 1, 200);
  const cursor = params.get("cursor");
  return {
    filters: readFilters(params),
    sort: listed(params.get("sort")).map((key) => ({
      path: key.replace(/^-/, ""),
      descending: key.startsWith("-"),
    })),
    search: params.get("q")?.trim() ?? "",
    expand: listed(params.get("expand")),
    offset: cursor ? readCursor(cursor) : (wholeNumber(params.get("page"), 1, 1, 1_000_000) - 1) * pageSize,
    pageSize,
    count: params.get("count") !== "false",
  };
}

/** The filters among the parameters: `filter[field]=value` and `filter[field][op]=value`. */
export function readFilters(params: URLSearchParams): Filter[] {
  return [...params].flatMap(([key, value]) => {
    const match = /^filter\[([a-z0-9_.]+)\](?:\[([a-z_]+)\])?$/.exec(key);
    if (key.startsWith("filter") && !match) throw new Malformed(`“${key}” is not a filter.`);
    return match?.[1] ? [{ field: match[1], op: match[2] ?? "eq", value }] : [];
  });
}

export function writeCursor(offset: number): string {
  return Buffer.from(`o${offset}`).toString("base64url");
}

function readCursor(cursor: string): number {
  const offset = /^o(\d{1,9})$/.exec(Buffer.from(cursor, "base64url").toString())?.[1];
  if (!offset) throw new Malformed("The cursor is not one that a list gave.");
  return Number(offset);
}

function wholeNumber(text: string | null, otherwise: number, least: number, most: number): number {
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Malformed(`“${text}” is not a whole number from ${least} to ${most}.`);
  }
  return value;
}

function listed(text: string | null): string[] {
  return (text ?? "").split(",").filter(Boolean);
}

/** Conditions and expressions over one entity's view, called `r` in the statement. */
export class Scope {
  readonly statement = new Statement();

  constructor(
    private readonly appModule: ModuleModel,
    private readonly model: EntityModel,
    private readonly timeZone: string,
  ) {}

  /** The condition that rows meet all filters and the search. */
  where(filters: readonly Filter[], search = ""): string {
    const conditions = filters.map((filter) => this.condition(filter));
    if (search) conditions.push(this.found(search));
    return conditions.length ? conditions.map((one) => `(${one})`).join(" and ") : "true";
  }

  /** `order by` keys; the id comes last, so that pages never overlap. */
  orderBy(sort: ListQuery["sort"]): string {
    const keys = sort.map(
      ({ path, descending }) => `${this.value(path).sql} ${descending ? "desc" : "asc"} nulls last`,
    );
    return [...(keys.length ? keys : ["r.created_at desc"]), "r.id"].join(", ");
  }

  /** A column of the row, or of a row it belongs to. */
  value(path: string): { readonly sql: string; readonly column: Column } {
    const [first = "", second, ...rest] = path.split(".");
    if (second === undefined)
      return { sql: `r.${quoted(this.key(first))}`, column: this.column(this.model, this.key(first)) };
    const entity = this.model.belongsTo[first];
    const parent = entity === undefined ? undefined : this.appModule.entities[entity];
    if (!parent || rest.length) throw new Malformed(`${this.model.labelPlural} have no “${path}”.`);
    const key = second in parent.belongsTo ? `${second}_title` : second;
    const sql = `(select p.${quoted(key)} from ${parent.view} p where p.id = r.${quoted(`${first}_id`)})`;
    return {
      sql,
      column: key.endsWith("_title") ? { kind: "text", label: second } : this.column(parent, key),
    };
  }

  private key(name: string): string {
    return name in this.model.belongsTo ? `${name}_id` : name;
  }

  private column(model: EntityModel, key: string): Column {
    const column = Object.hasOwn(model.columns, key) ? model.columns[key] : SYSTEM[key];
    if (!column) throw new Malformed(`${model.labelPlural} have no “${key}”.`);
    return column;
  }

  private found(search: string): string {
    if (!this.model.searchable.length) return "true";
    const pattern = this.statement.bind(`%${search.replace(/[\\%_]/g, "\\$&")}%`, "text");
    return this.model.searchable.map((name) => `r.${quoted(name)} ilike ${pattern}`).join(" or ");
  }

  private condition({ field, op, value }: Filter): string {
    const { sql, column } = this.value(field);
    const bind = (one: unknown) => this.statement.bind(one, CASTS[column.kind]);
    const items = Array.isArray(value) ? value : String(value ?? "").split(",");
    const comparison = COMPARISONS[op];
    if (comparison) return `${sql} ${comparison} ${bind(value)}`;
    const span = SPANS[op];
    if (span) return this.within(sql, column, span);
    if (op === "upcoming" || op === "past") return this.fromNow(sql, column, op);
    switch (op) {
      case "in":
        return `${sql} = any(${this.statement.bind(items, `${CASTS[column.kind]}[]`)})`;
      case "between":
        return `${sql} between ${bind(items[0])} and ${bind(items[1])}`;
      case "is_null":
        return `${sql} is ${String(value) === "false" ? "not null" : "null"}`;
      case "contains":
        return `${sql}::text ilike ${this.statement.bind(`%${escaped(value)}%`, "text")}`;
      case "starts_with":
        return `${sql}::text ilike ${this.statement.bind(`${escaped(value)}%`, "text")}`;
      case "has":
        return `${this.statement.bind(value, "text")} = any(${sql})`;
      case "has_any":
        return `${sql} && ${this.statement.bind(items, "text[]")}`;
      default:
        throw new Malformed(`“${op}” is not a way to filter.`);
    }
  }

  /** From this moment on, or before it; days from today on, or before today. */
  private fromNow(sql: string, column: Column, op: "upcoming" | "past"): string {
    const today = () => `(now() at time zone ${this.statement.bind(this.timeZone, "text")})::date`;
    return `${sql} ${op === "upcoming" ? ">=" : "<"} ${column.kind === "datetime" ? "now()" : today()}`;
  }

  private within(sql: string, column: Column, span: string): string {
    const zone = this.statement.bind(this.timeZone, "text");
    const day = column.kind === "datetime" ? `(${sql} at time zone ${zone})` : sql;
    return `date_trunc('${span}', ${day}::timestamp) = date_trunc('${span}', now() at time zone ${zone})`;
  }
}

function escaped(value: unknown): string {
  return String(value ?? "").replace(/[\\%_]/g, "\\$&");
}
