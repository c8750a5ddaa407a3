// What the server knows about the application; the generated files in `server/entities` and `server/module.ts` fill it in.
import type { ZodObject } from "zod";

export type Kind =
  | "text"
  | "long_text"
  | "email"
  | "url"
  | "phone"
  | "enum"
  | "multi_enum"
  | "integer"
  | "decimal"
  | "money"
  | "boolean"
  | "date"
  | "datetime"
  | "time"
  | "uuid"
  | "image"
  | "file"
  | "json";

export interface Choice {
  readonly name: string;
  readonly label: string;
}

export interface Column {
  readonly kind: Kind;
  readonly label: string;
  /** The column of the table, where rows and the view call it otherwise. */
  readonly stored?: string;
  readonly options?: readonly Choice[];
  readonly required?: boolean;
  /** Worked out by the database: requests cannot set it. */
  readonly computed?: boolean;
}

export type Action = "create" | "read" | "update" | "delete";

export interface Grant extends Partial<Readonly<Record<Action, "all" | "own" | "none">>> {
  readonly readable?: readonly string[];
  readonly writable?: readonly string[];
}

export interface Transition {
  readonly name: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly roles?: readonly string[];
}

/** A many_to_many relation: its junction and the columns of this side and the other. */
export interface RelationSet {
  readonly entity: string;
  readonly table: string;
  readonly own: string;
  readonly other: string;
}

export interface EntityModel {
  readonly name: string;
  readonly collection: string;
  readonly label: string;
  readonly labelPlural: string;
  /** Qualified and quoted, as are all names of tables and views. */
  readonly table: string;
  readonly view: string;
  /** The columns that name a row; none where only the row `titleRelation` points to does. */
  readonly title: readonly string[];
  readonly titleRelation?: string;
  /** Columns of the view by key of the data API, without those that every row has. */
  readonly columns: Readonly<Record<string, Column>>;
  /** Whether its rows are people who sign in, so that each may name a member. */
  readonly isPerson?: boolean;
  readonly searchable: readonly string[];
  /** Entity by relation name; the column is `<name>_id`. */
  readonly belongsTo: Readonly<Record<string, string>>;
  readonly sets: Readonly<Record<string, RelationSet>>;
  readonly rules: readonly { readonly name: string; readonly message: string }[];
  readonly flow?: {
    readonly field: string;
    readonly initial: string;
    readonly transitions: readonly Transition[];
  };
  readonly schema: ZodObject;
  /** As `schema`, without asking for what the database fills in. */
  readonly createSchema: ZodObject;
  readonly grants: Readonly<Record<string, Grant>>;
}

export type MeasureOp = "count" | "sum" | "avg" | "min" | "max";
export type Period = "day" | "week" | "month" | "quarter" | "year";

export interface ReportModel {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  readonly chart: string;
  readonly groupBy: readonly string[];
  readonly measures: readonly {
    readonly op: MeasureOp;
    readonly field?: string;
    readonly label?: string;
  }[];
  readonly filters: readonly Filter[];
  readonly dateField?: string;
  readonly period?: Period;
}

export interface Filter {
  readonly path: string;
  readonly op: string;
  readonly value: string;
}

export interface SettingModel {
  readonly key: string;
  readonly label: string;
  readonly type: "string" | "boolean" | "number" | "enum";
  readonly options: readonly string[];
  readonly value: unknown;
}

export interface EndpointModel {
  readonly method: string;
  readonly path: string;
  readonly description: string;
  readonly served_at: string;
}

export interface ModuleModel {
  readonly name: string;
  readonly slug: string;
  readonly version: string;
  readonly description: string;
  readonly roles: readonly Choice[];
  /** The role that may look at the application as any other, and change its settings. */
  readonly widestRole?: string;
  /** What the application begins with; each site may change it. */
  readonly settings: readonly SettingModel[];
  readonly history: string;
  /** The function that brings a deleted row back. */
  readonly restore: string;
  readonly entities: Readonly<Record<string, EntityModel>>;
  readonly reports: readonly ReportModel[];
  readonly endpoints: readonly EndpointModel[];
}

/** Columns that every row has besides its own. */
export const SYSTEM: Readonly<Record<string, Column>> = {
  id: { kind: "uuid", label: "Id", required: true },
  version: { kind: "integer", label: "Version", required: true },
  created_at: { kind: "datetime", label: "Created", required: true },
  updated_at: { kind: "datetime", label: "Changed", required: true },
};
const MEMBER: Column = { kind: "uuid", label: "Member" };

/** The column of this key; nothing where the entity has none. */
export function columnOf(model: EntityModel, key: string): Column | undefined {
  if (Object.hasOwn(model.columns, key)) return model.columns[key];
  if (key === "member_id" && model.isPerson) return MEMBER;
  return Object.hasOwn(SYSTEM, key) ? SYSTEM[key] : undefined;
}

/** The keys of a row in the order of answers, without titles of what it belongs to. */
export function keysOf(model: EntityModel): string[] {
  const member = model.isPerson && !("member_id" in model.columns) ? ["member_id"] : [];
  return ["id", ...Object.keys(model.columns), ...member, "version", "created_at", "updated_at"];
}

/** The columns that requests may give, by key. */
export function writtenColumns(model: EntityModel): [string, Column][] {
  return Object.entries(model.columns).filter(([, column]) => !column.computed);
}

/** The relation whose id a key holds, such as `client` for `client_id`. */
export function relationOf(model: EntityModel, key: string): string | undefined {
  const name = key.endsWith("_id") ? key.slice(0, -3) : "";
  return Object.hasOwn(model.belongsTo, name) ? name : undefined;
}

/** The type that values of a kind are bound as. */
export function castOf(kind: Kind): string {
  switch (kind) {
    case "integer":
      return "bigint";
    case "decimal":
    case "money":
      return "numeric";
    case "boolean":
    case "date":
    case "time":
      return kind;
    case "datetime":
      return "timestamptz";
    case "uuid":
    case "image":
    case "file":
      return "uuid";
    case "multi_enum":
      return "text[]";
    case "json":
      return "jsonb";
    default:
      return "text";
  }
}

/** Whether values of a kind are what people type. */
export function isText(kind: Kind): boolean {
  return ["text", "long_text", "email", "url", "phone", "enum"].includes(kind);
}

export function isNumber(kind: Kind): boolean {
  return ["integer", "decimal", "money"].includes(kind);
}

/** The column of the table that a key of the data API is kept in. */
export function storedAs(model: EntityModel, key: string): string {
  return columnOf(model, key)?.stored ?? key;
}

/** The key of the data API for a column of the table. */
export function shownAs(model: EntityModel, column: string): string {
  const key = Object.keys(model.columns).find((one) => model.columns[one]?.stored === column);
  return key ?? column;
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
