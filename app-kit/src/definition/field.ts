/** What a field holds: the field types of a spec, the state of a flow, and the two kinds of relation. */
export type FieldKind =
  | "text"
  | "long_text"
  | "integer"
  | "decimal"
  | "money"
  | "boolean"
  | "date"
  | "datetime"
  | "time"
  | "enum"
  | "multi_enum"
  | "email"
  | "url"
  | "phone"
  | "image"
  | "file"
  | "uuid"
  | "json"
  | "state"
  | "belongs_to"
  | "many_to_many";

/** Colour tokens; always shown together with a word. */
export type Tone = "neutral" | "accent" | "info" | "success" | "warning" | "danger";

/** One choice of an enum, multi_enum or state field: `value` is stored, `label` is read. */
export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly color?: Tone | (string & {});
}

/** A field as people see it; it decides the input, the cell and the filter. */
export interface FieldDefinition {
  readonly kind: FieldKind;
  readonly label: string;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly searchable?: boolean;
  /** Derived by the server; never an input. */
  readonly computed?: boolean;
  /** A calendar year: shown without a thousands separator. */
  readonly year?: boolean;
  readonly help?: string;
  readonly options?: readonly FieldOption[];
  /** Name of the entity a relation points at. */
  readonly entity?: string;
  readonly default?: unknown;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** One sort key. */
export interface SortBy {
  readonly field: string;
  readonly descending?: boolean;
}

/** Operators of the data API's filters. */
export type FilterOp =
  | "eq"
  | "ne"
  | "lt"
  | "lte"
  | "gt"
  | "gte"
  | "in"
  | "contains"
  | "starts_with"
  | "is_null"
  | "has"
  | "has_any"
  | "today"
  | "this_week"
  | "this_month"
  | "upcoming"
  | "past"
  | "between";

/** Operators that speak for themselves: they take no value. */
export const OPS_WITHOUT_VALUE: ReadonlySet<FilterOp> = new Set([
  "today",
  "this_week",
  "this_month",
  "upcoming",
  "past",
]);

/** A condition on a field, state or relation. */
export interface FilterBy {
  readonly field: string;
  readonly op: FilterOp;
  readonly value?: unknown;
}

/** The key a field has in a row: relations are stored under `<name>_id` or `<name>_ids`. */
export function storedKey(name: string, field: FieldDefinition): string {
  if (field.kind === "belongs_to") return `${name}_id`;
  if (field.kind === "many_to_many") return `${name}_ids`;
  return name;
}

/** Whether values of this field are numbers and so stand at the right of a column. */
export function isNumeric(field: FieldDefinition): boolean {
  return field.kind === "integer" || field.kind === "decimal" || field.kind === "money";
}
