// Bodies of create and patch, checked by the schemas that the forms use; all that is wrong is said at once.
import type { ZodObject } from "zod";
import { columnOf, type EntityModel, isNumber } from "./model";
import { type FieldProblem, InvalidFields } from "./problems";
import { isUuid } from "./written";

/** What a request wants stored: columns, and sets of ids for many_to_many relations. */
export interface RowValues {
  readonly own: Readonly<Record<string, unknown>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
}

const LARGEST_AMOUNT = 1e12;
const LARGEST_NUMBER = 1e60;
const MOST_LINKED = 1000;

/** The values of a new row; everything that is required has to be there. */
export function readNew(model: EntityModel, body: unknown): RowValues {
  return read(model, model.createSchema, body);
}

/** The values to change; what is not named stays. */
export function readChanges(model: EntityModel, body: unknown): RowValues {
  return read(model, model.schema.partial(), body);
}

/** The ids of a set of linked rows, each once. */
export function readIds(given: unknown): string[] | undefined {
  const isList = Array.isArray(given) && given.length <= MOST_LINKED;
  return isList && given.every((id) => typeof id === "string" && isUuid(id))
    ? [...new Set(given)]
    : undefined;
}

function read(model: EntityModel, schema: ZodObject, body: unknown): RowValues {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new InvalidFields([{ field: "", message: "The body must be a JSON object of fields." }]);
  }
  const given = Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, orEmpty(model, key, value)]),
  );
  const problems = new Map<string, string>();
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(schema.shape, key));
  for (const key of unknown) problems.set(key, whyNot(model, key));
  for (const [key, value] of Object.entries(given)) {
    const problem = notStorable(model, key, value);
    if (problem) problems.set(key, problem);
  }
  const result = schema.safeParse(given);
  for (const issue of result.error?.issues ?? []) {
    const field = String(issue.path[0] ?? "");
    if (!problems.has(field)) problems.set(field, issue.message);
  }
  if (problems.size || !result.success) {
    throw new InvalidFields([...problems].map(([field, message]): FieldProblem => ({ field, message })));
  }
  return split(model, result.data, given);
}

/** Blank text means no value. */
function orEmpty(model: EntityModel, key: string, value: unknown): unknown {
  const isJson = columnOf(model, key)?.kind === "json";
  return typeof value === "string" && !isJson && !value.trim() ? null : value;
}

function whyNot(model: EntityModel, key: string): string {
  const column = columnOf(model, key);
  if (column)
    return `${column.label} is ${column.computed ? "worked out" : "kept"} by the application and cannot be set.`;
  if (Object.hasOwn(model.belongsTo, key)) return `“${key}” is given as “${key}_id”, the id of the record.`;
  if (Object.hasOwn(model.sets, key)) return `“${key}” is given as “${key}_ids”, a list of ids.`;
  return `There is no field “${key.slice(0, 60)}”.`;
}

/** What the database could not keep, though the schema would let it pass. */
function notStorable(model: EntityModel, key: string, value: unknown): string | undefined {
  const { kind = "json", label = key } = columnOf(model, key) ?? {};
  if (JSON.stringify(value)?.includes("\\u0000")) return `${label} must not contain the character NUL.`;
  if (!isNumber(kind) || typeof value !== "number") return undefined;
  const most = kind === "money" ? LARGEST_AMOUNT : LARGEST_NUMBER;
  return Math.abs(value) < most ? undefined : `${label} is too large a number.`;
}

function split(
  model: EntityModel,
  values: Record<string, unknown>,
  given: Record<string, unknown>,
): RowValues {
  const own: Record<string, unknown> = {};
  const sets: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const relation = key.replace(/_ids$/, "");
    const isSet = key !== relation && Object.hasOwn(model.sets, relation);
    // long texts are kept as they were written, also where the schema trims them
    const isLong = columnOf(model, key)?.kind === "long_text";
    if (isSet) sets[relation] = [...new Set(value as string[])];
    else own[key] = isLong ? given[key] : value;
  }
  return { own, sets };
}
