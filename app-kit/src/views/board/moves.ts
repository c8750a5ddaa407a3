import type { AnyEntity, AnyRow, TransitionDefinition } from "../../definition/entity";
import { type FieldDefinition, storedKey } from "../../definition/field";
import type { Access } from "../../entity/access";
import { optionOf, storedValue } from "../../entity/title";

/** Who moves a card, and what they may. */
export interface Mover {
  readonly role: string | null;
  readonly access: Access;
  /** What people call a role. */
  readonly roleLabel: (role: string) => string;
}

/** How a card gets into a column: by a step of the flow, or by a change of the field. */
export type Move =
  | { readonly transition: TransitionDefinition }
  | { readonly changes: Readonly<Record<string, string | null>> };

/** Whether a card may go into a column, and if not, why in words. */
export type Verdict =
  | { readonly legal: true; readonly move: Move }
  | { readonly legal: false; readonly why: string }
  | { readonly legal: false; readonly why: null };

/** The value of the grouping field of a row, as columns name it; null for none. */
export function columnOf(row: AnyRow, name: string, field: FieldDefinition): string | null {
  const value = storedValue(row, name, field);
  return value === null || value === undefined || value === "" ? null : String(value);
}

/** Judges the move of a row into the column of a value; `why` is null where it already stands. */
export function verdictOf(entity: AnyEntity, groupBy: string, row: AnyRow, to: string | null, mover: Mover): Verdict {
  const field = entity.fields[groupBy];
  if (!field) return { legal: false, why: null };
  const from = columnOf(row, groupBy, field);
  if (from === to) return { legal: false, why: null };
  if (field.kind === "state" && entity.flow?.field === groupBy) return stepVerdict(entity, field, from, to, mover);
  if (!mover.access.can("update") || !mover.access.mayWrite(groupBy) || field.computed) {
    return { legal: false, why: `Your role may not change the ${field.label.toLocaleLowerCase()}.` };
  }
  if (to === null && field.required) {
    return { legal: false, why: `${withArticle(entity.label)} needs a ${field.label.toLocaleLowerCase()}.` };
  }
  return { legal: true, move: { changes: { [storedKey(groupBy, field)]: to } } };
}

function stepVerdict(
  entity: AnyEntity,
  field: FieldDefinition,
  from: string | null,
  to: string | null,
  mover: Mover,
): Verdict {
  const steps = entity.flow?.transitions.filter((step) => step.from === from && step.to === to) ?? [];
  const [first] = steps;
  if (!first) return { legal: false, why: noStep(entity, field, from, to) };
  const own = steps.find(({ roles }) => !roles?.length || roles.includes(mover.role ?? ""));
  if (own && mover.access.can("update")) return { legal: true, move: { transition: own } };
  const roles = first.roles?.map(mover.roleLabel) ?? [];
  const who = roles.length ? `Only ${roles.join(" or ")} may` : "Your role may not";
  return { legal: false, why: `${who} take this step: ${first.label}.` };
}

function noStep(entity: AnyEntity, field: FieldDefinition, from: string | null, to: string | null): string {
  const word = (state: string | null) => optionOf(field, state ?? "").label.toLocaleLowerCase();
  const place = (state: string | null) => field.options?.findIndex(({ value }) => value === state) ?? -1;
  const verb = place(to) < place(from) ? "go back to" : "go to";
  return `${withArticle(entity.label)} that is ${word(from)} cannot ${verb} ${word(to)}.`;
}

/** The move that undoes another, where there is a way back. */
export function wayBack(
  entity: AnyEntity,
  groupBy: string,
  moved: AnyRow,
  from: string | null,
  mover: Mover,
): Move | null {
  const verdict = verdictOf(entity, groupBy, moved, from, mover);
  return verdict.legal ? verdict.move : null;
}

function withArticle(noun: string): string {
  const lower = noun.toLocaleLowerCase();
  return `${/^[aeiou]/.test(lower) ? "An" : "A"} ${lower}`;
}
