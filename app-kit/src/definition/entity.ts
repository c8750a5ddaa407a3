import type { ZodType } from "zod";
import type { FieldDefinition } from "./field";

/** What every row carries beside its own fields. */
export interface RowBase {
  readonly id: string;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export type Action = "create" | "read" | "update" | "delete";
export type Scope = "all" | "own" | "none";

/** What one role may do; used for visibility only, the server decides. */
export interface Grant extends Partial<Readonly<Record<Action, Scope>>> {
  /** Fields this role may read; unset means all. */
  readonly readable?: readonly string[];
  /** Fields this role may write; unset means all. */
  readonly writable?: readonly string[];
}

/** A legal move between two states. */
export interface TransitionDefinition {
  readonly name: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** Roles that may make it; none means every role that may update. */
  readonly roles?: readonly string[];
}

export interface FlowDefinition {
  readonly field: string;
  readonly initial: string;
  readonly transitions: readonly TransitionDefinition[];
}

/** A condition that can be checked while a form is being filled. */
export interface RuleDefinition<Row> {
  readonly name: string;
  readonly message: string;
  /** Fields the rule speaks of; the message stays silent until they are filled. */
  readonly fields?: readonly string[];
  check(row: Row): boolean;
}

/** Rows of another entity that point here. */
export interface RelatedDefinition {
  readonly entity: string;
  /** Name of the belongs_to or many_to_many field over there. */
  readonly via: string;
  readonly label: string;
}

/** An entity as the kit needs to know it: its words, fields, flow, rules and permissions. */
export interface Entity<Row extends RowBase, Input extends object> {
  readonly name: string;
  /** Path of the collection in the data API, e.g. `purchase-orders`. */
  readonly collection: string;
  readonly label: string;
  readonly labelPlural: string;
  /** What a button says that adds a row: "Book appointment". */
  readonly addLabel?: string;
  /** Name of a Lucide icon. */
  readonly icon?: string;
  readonly description?: string;
  /** The most telling field; a row's title is read from it. */
  readonly titleField?: string;
  readonly schema: ZodType<Input>;
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly related?: Readonly<Record<string, RelatedDefinition>>;
  readonly flow?: FlowDefinition;
  readonly rules?: readonly RuleDefinition<Row>[];
  readonly permissions?: Readonly<Record<string, Grant>>;
}

/** Any entity, where the shape of its rows does not matter. */
// biome-ignore lint/suspicious/noExplicitAny: rows of unknown shape; both uses of Row are invariant
export type AnyEntity = Entity<any, any>;

/** Any row, read by field name. */
export type AnyRow = RowBase & Readonly<Record<string, unknown>>;

/** Declares an entity; generated code calls this once per entity. */
export function defineEntity<Row extends RowBase, Input extends object>(
  definition: Entity<Row, Input>,
): Entity<Row, Input> {
  return definition;
}
