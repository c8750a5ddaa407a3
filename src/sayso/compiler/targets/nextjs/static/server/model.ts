// What the server knows about an entity; the generated files in `server/entities` fill it in.
import type { ZodObject } from "zod";

export type ColumnKind =
  | "text"
  | "number"
  | "boolean"
  | "date"
  | "datetime"
  | "time"
  | "uuid"
  | "texts"
  | "json";

export interface Column {
  readonly kind: ColumnKind;
  readonly label: string;
  /** The column of the table, where rows and the view call it otherwise. */
  readonly stored?: string;
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
  readonly titleColumn?: string;
  /** Columns of the view by key of the data API. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly searchable: readonly string[];
  /** Entity by relation name; the column is `<name>_id`. */
  readonly belongsTo: Readonly<Record<string, string>>;
  readonly sets: Readonly<Record<string, RelationSet>>;
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

export interface ReportModel {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  readonly chart: string;
  readonly groupBy: readonly { readonly path: string; readonly label: string }[];
  readonly measures: readonly { readonly op: MeasureOp; readonly field?: string; readonly label: string }[];
  readonly filters: readonly Filter[];
  readonly dateField?: string;
}

export type MeasureOp = "count" | "sum" | "avg" | "min" | "max";

export interface Filter {
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
}

export interface ModuleModel {
  readonly name: string;
  readonly slug: string;
  readonly version: string;
  readonly roles: readonly { readonly name: string; readonly label: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly history: string;
  /** The function that brings a deleted row back. */
  readonly restore: string;
  readonly entities: Readonly<Record<string, EntityModel>>;
  readonly reports: readonly ReportModel[];
}

/** The type that values of a kind are bound as. */
export const CASTS: Readonly<Record<ColumnKind, string>> = {
  text: "text",
  number: "numeric",
  boolean: "boolean",
  date: "date",
  datetime: "timestamptz",
  time: "time",
  uuid: "uuid",
  texts: "text[]",
  json: "jsonb",
};

/** The column of the table that a key of the data API is kept in. */
export function storedAs(model: EntityModel, key: string): string {
  return model.columns[key]?.stored ?? key;
}

/** The key of the data API for a column of the table. */
export function shownAs(model: EntityModel, column: string): string {
  const key = Object.keys(model.columns).find((one) => model.columns[one]?.stored === column);
  return key ?? column;
}

/** The row `r` of an entity's view as JSON, without the site it is kept for. */
export function rowOf(model: EntityModel): string {
  return "site_id" in model.columns ? "to_jsonb(r)" : "to_jsonb(r) - 'site_id'";
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
