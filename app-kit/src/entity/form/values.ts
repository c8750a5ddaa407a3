import type { AnyEntity, AnyRow } from "../../definition/entity";
import { type FieldDefinition, storedKey } from "../../definition/field";
import type { Access } from "../access";

/** What a form holds, by stored key. */
export type Values = Record<string, unknown>;

/** A field of a form, with the key its value is kept under. */
export interface FormField {
  readonly name: string;
  readonly key: string;
  readonly field: FieldDefinition;
}

/** The fields a form shows: the named ones, or all, that the role may write. */
export function formFields(entity: AnyEntity, access: Access, names?: readonly string[]): readonly FormField[] {
  return (names?.length ? names : Object.keys(entity.fields)).flatMap((name) => {
    const field = entity.fields[name];
    if (!field || field.computed || field.kind === "state" || !access.mayWrite(name)) return [];
    return [{ name, key: storedKey(name, field), field }];
  });
}

/** What a form starts with: the row being edited, or the defaults and what was handed over for a new one. */
export function initialValues(
  fields: readonly FormField[],
  row: AnyRow | null,
  initial: Readonly<Record<string, unknown>> = {},
): Values {
  return Object.fromEntries(
    fields.map(({ key, field }) => {
      if (row) return [key, heldValue(row[key], field)];
      const given = initial[key] ?? field.default;
      return [key, heldValue(given, field)];
    }),
  );
}

function heldValue(value: unknown, { kind }: FieldDefinition): unknown {
  if (kind === "boolean") return value === true || value === "true";
  if (kind === "multi_enum" || kind === "many_to_many") return Array.isArray(value) ? value : value ? [value] : [];
  if (kind === "json") return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
  if (kind === "integer" || kind === "decimal" || kind === "money") return numberOrNull(value);
  return value ?? null;
}

function numberOrNull(value: unknown): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** Values as they are sent: empty texts are null, JSON is parsed. */
export function sentValues(fields: readonly FormField[], values: Values): Values {
  return Object.fromEntries(fields.map(({ key, field }) => [key, sentValue(values[key], field)]));
}

function sentValue(value: unknown, { kind }: FieldDefinition): unknown {
  if (value === undefined || value === "") return null;
  if (kind === "json" && typeof value === "string") {
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return value;
    }
  }
  return typeof value === "string" && kind !== "long_text" ? value.trim() || null : value;
}

/** Only what differs from the row, which is what an update sends. */
export function changedValues(sent: Values, before: Values): Values {
  return Object.fromEntries(Object.entries(sent).filter(([key, value]) => !sameValue(value, before[key])));
}

/** Whether two stored values mean the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => (value === undefined || value === "" ? null : value);
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}
