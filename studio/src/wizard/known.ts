import { plural, sentence } from "../spec/names";
import type { FieldPart, RelationshipPart, Shapes } from "./shapes";

/** Something that later steps can choose, by its name and as people call it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export type MemberKind = FieldPart["type"] | "link" | "links" | "state";

/** What a record has: fields, calculated values, links and its state. */
export interface Member extends Choice {
  readonly kind: MemberKind;
}

/** A name as people read it, where nobody said a label. */
export function called(part: { readonly name?: string | null; readonly label?: string | null }): string {
  return part.label || sentence(part.name ?? "");
}

/** The kinds of record there are. */
export function entitiesIn(shapes: Shapes): readonly Choice[] {
  return (shapes["object-model"]?.entities ?? []).map(({ name, display_name }) => ({
    value: name,
    label: display_name || sentence(name),
  }));
}

/** What people call a kind of record. */
export function entityLabel(shapes: Shapes, name: string | null | undefined): string {
  return entitiesIn(shapes).find(({ value }) => value === name)?.label ?? sentence(name ?? "");
}

/** How a link is called from its two ends. */
export function endsOf({ from, to, kind, name, inverse }: RelationshipPart): { near: string; far: string } {
  const many = kind !== "belongs_to";
  return { near: name || (many ? plural(to) : to), far: inverse || (kind === "has_many" ? from : plural(from)) };
}

/** All that a record of this kind has. */
export function membersIn(shapes: Shapes, entity: string | null | undefined): readonly Member[] {
  const known = shapes["object-model"]?.entities.find(({ name }) => name === entity);
  const own = [...(known?.fields ?? []), ...(known?.computed ?? [])].map((part) => ({
    value: part.name,
    label: called(part),
    kind: part.type as MemberKind,
  }));
  const flow = shapes["state-flow"]?.flows.find((each) => each.entity === entity);
  const state: Member[] = flow ? [{ value: flow.field, label: sentence(flow.field), kind: "state" }] : [];
  return [...own, ...state, ...linksIn(shapes, entity)];
}

function linksIn(shapes: Shapes, entity: string | null | undefined): readonly Member[] {
  return (shapes.relationships?.relationships ?? []).flatMap((link): Member[] => {
    const { near, far } = endsOf(link);
    const isOne = link.kind === "belongs_to";
    const found: Member[] = [];
    if (link.from === entity) found.push({ value: near, label: sentence(near), kind: isOne ? "link" : "links" });
    if (link.to === entity && link.to !== link.from)
      found.push({ value: far, label: sentence(far), kind: link.kind === "has_many" ? "link" : "links" });
    return found;
  });
}

const TEMPORAL: readonly MemberKind[] = ["date", "datetime"];
const NUMERIC: readonly MemberKind[] = ["integer", "decimal", "money"];
const GROUPING: readonly MemberKind[] = ["enum", "boolean", "link", "state"];

export const isTemporal = ({ kind }: Member): boolean => TEMPORAL.includes(kind);
export const isNumeric = ({ kind }: Member): boolean => NUMERIC.includes(kind);
/** Whether columns of a board can be made of it. */
export const isGrouping = ({ kind }: Member): boolean => GROUPING.includes(kind);
/** Whether one record shows it as one value. */
export const isShowable = ({ kind }: Member): boolean => kind !== "links";

/** The roles that any step speaks of. */
export function rolesIn(shapes: Shapes): readonly Choice[] {
  const named = shapes.permissions?.roles ?? [];
  const labels = new Map(named.map((role) => [role.name, called(role)]));
  const spoken = [
    ...(shapes["state-flow"]?.flows ?? []).flatMap(({ transitions }) => transitions.flatMap(({ roles }) => roles)),
    ...(shapes.pages?.pages ?? []).flatMap(({ roles }) => roles),
  ];
  for (const role of spoken) if (!labels.has(role)) labels.set(role, sentence(role));
  return [...labels].map(([value, label]) => ({ value, label }));
}

/** The states of a kind of record. */
export function statesIn(shapes: Shapes, entity: string): readonly Choice[] {
  const flow = shapes["state-flow"]?.flows.find((each) => each.entity === entity);
  return (flow?.states ?? []).map((state) => ({ value: state.name, label: called(state) }));
}

/** The pages there are. */
export function pagesIn(shapes: Shapes): readonly Choice[] {
  return (shapes.pages?.pages ?? []).map(({ name, title }) => ({ value: name, label: title || sentence(name) }));
}

/** The reports there are. */
export function reportsIn(shapes: Shapes): readonly Choice[] {
  return (shapes.reports?.reports ?? []).map(({ name, title }) => ({ value: name, label: title || sentence(name) }));
}
