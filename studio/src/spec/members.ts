import { entityNamed, flowOf } from "./lookup";
import { sentence } from "./names";
import type { AppSpec, FieldType } from "./types";

/** One value that rows of an entity have, however it comes about. */
export interface Member {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldType | "state" | "relation";
  /** Choices or states it can hold. */
  readonly options: readonly { readonly name: string; readonly label: string }[];
  /** The entity that a relation leads to. */
  readonly entity?: string;
  /** Whether the application works it out, so that nobody can type it. */
  readonly isComputed: boolean;
}

/** The values of an entity that columns, filters and groupings may name. */
export function membersIn(spec: AppSpec, entityName: string): readonly Member[] {
  const entity = entityNamed(spec, entityName);
  if (!entity) return [];
  const flow = flowOf(spec, entityName);
  const plain = { options: [], isComputed: false };
  return [
    ...entity.fields.map(
      ({ name, label, type, options }): Member => ({ name, label, kind: type, options, isComputed: false }),
    ),
    ...(flow
      ? [{ ...plain, name: flow.field, label: sentence(flow.field), kind: "state" as const, options: flow.states }]
      : []),
    ...parentsOf(spec, entityName).map(({ name, entity: to }) => ({
      ...plain,
      name,
      label: sentence(name),
      kind: "relation" as const,
      entity: to,
    })),
    ...entity.computed.map(
      ({ name, label, type }): Member => ({ ...plain, name, label, kind: type, isComputed: true }),
    ),
    { ...plain, name: "created_at", label: "Added", kind: "datetime", isComputed: true },
    { ...plain, name: "updated_at", label: "Last changed", kind: "datetime", isComputed: true },
  ];
}

interface Relation {
  readonly name: string;
  readonly entity: string;
  readonly required: boolean;
}

/** Relations by which rows of an entity belong to one row of another. */
export function parentsOf(spec: AppSpec, entity: string): readonly Relation[] {
  return spec.relationships.flatMap(({ kind, from, to, name, inverse, required }) => {
    if (kind === "belongs_to" && from === entity) return [{ name, entity: to, required }];
    if (kind === "has_many" && to === entity) return [{ name: inverse, entity: from, required }];
    return [];
  });
}

/** Relations by which rows of an entity have several rows of another. */
export function listsOf(spec: AppSpec, entity: string): readonly Relation[] {
  return spec.relationships.flatMap(({ kind, from, to, name, inverse }) => {
    const required = false;
    if (kind === "many_to_many") {
      return [
        ...(from === entity ? [{ name, entity: to, required }] : []),
        ...(to === entity ? [{ name: inverse, entity: from, required }] : []),
      ];
    }
    if (kind === "belongs_to" && to === entity) return [{ name: inverse, entity: from, required }];
    return kind === "has_many" && from === entity ? [{ name, entity: to, required }] : [];
  });
}

export const isNumeric = ({ kind }: Member): boolean => kind === "integer" || kind === "decimal" || kind === "money";
export const isDated = ({ kind }: Member): boolean => kind === "date" || kind === "datetime";
/** Whether a board can have a column for each of its values. */
export const isFixed = ({ kind, isComputed }: Member): boolean =>
  !isComputed && (kind === "enum" || kind === "state" || kind === "relation");
/** Whether rows can share it, so that grouping by it says something. */
export const isGroupable = ({ kind }: Member): boolean =>
  !["image", "file", "json", "uuid", "long_text", "multi_enum"].includes(kind);

/** What people call a name of an entity; dotted names lead along relations. */
export function memberLabel(spec: AppSpec, entity: string, path: string): string {
  const [name = "", ...rest] = path.split(".");
  const found = membersIn(spec, entity).find((member) => member.name === name);
  const label = found?.label ?? sentence(name);
  if (rest.length === 0 || !found?.entity) return label;
  return `${memberLabel(spec, found.entity, rest.join("."))} of ${label.toLowerCase()}`;
}

/** The field, or else relation, that names a row best. */
export function titleMember(spec: AppSpec, entity: string): Member | undefined {
  const members = membersIn(spec, entity).filter(({ name }) => name !== "created_at" && name !== "updated_at");
  const named = ["name", "title", "full_name", "label", "subject", "number", "code"];
  const byName = named.map((wanted) => members.find(({ name }) => name === wanted)).find(Boolean);
  return (
    byName ??
    members.find(({ name }) => /_(name|title|number)$/.test(name)) ??
    members.find(({ kind }) => kind === "text" || kind === "email") ??
    members.find(({ kind }) => kind === "relation") ??
    members[0]
  );
}
