import type { AnyEntity } from "../src";

/** A row as it is kept; relations are kept under `<name>_id` and `<name>_ids`. */
export type Stored = Record<string, unknown> & { id: string; version: number };

/** A row that knows its parents (`row.client`), its children (`row.appointments`) and its computed values. */
// biome-ignore lint/suspicious/noExplicitAny: compiled expressions read any name of any entity
export type Live = any;

/** What one rule of the permission matrix grants; without `owner` for every row, without `fields` for every field. */
export interface Granted {
  readonly owner?: (row: Live) => unknown;
  readonly fields?: readonly string[];
}

export type ActionName = "create" | "read" | "update" | "delete";
export type Grants = Readonly<Partial<Record<ActionName, readonly Granted[]>>>;

/** What the definition of an entity for the app kit does not say. */
export interface EntityModel {
  /** The fields whose values name a row, or the relation that does. */
  readonly title?: { readonly fields?: readonly string[]; readonly relation?: string };
  readonly searched?: { readonly fields: readonly string[]; readonly parents: boolean };
  readonly parents?: Readonly<
    Record<string, { readonly entity: string; readonly onDelete?: "restrict" | "cascade" | "set_null" }>
  >;
  readonly computed?: Readonly<Record<string, (row: Live) => unknown>>;
  readonly rules?: readonly {
    readonly name: string;
    readonly message: string;
    readonly holds: (row: Live) => unknown;
  }[];
  /** Keys whose values together occur once. */
  readonly unique?: readonly (readonly string[])[];
  /** Conditions of transitions, by `<from> <name>`. */
  readonly guards?: Readonly<Record<string, (row: Live) => unknown>>;
  readonly grants?: Readonly<Record<string, Grants>>;
  /** Rows are people who sign in with this role. */
  readonly personRole?: string;
}

export interface Measure {
  readonly op: string;
  readonly field?: string | null;
  readonly label?: string | null;
}

/** A report of the spec, by its own names. */
export interface ReportModel {
  readonly name: string;
  readonly title: string;
  readonly entity: string;
  readonly chart: string;
  readonly group_by: readonly string[];
  readonly measures: readonly Measure[];
  readonly filters: readonly { readonly field: string; readonly op: string; readonly value?: unknown }[];
  readonly period?: string | null;
  readonly date_field?: string | null;
}

export interface Model {
  readonly entities: Readonly<Record<string, EntityModel>>;
  readonly reports?: Readonly<Record<string, ReportModel>>;
}

/** An entity with everything the data API decides by. */
export interface Collection {
  readonly entity: AnyEntity;
  readonly title: NonNullable<EntityModel["title"]>;
  readonly searched: NonNullable<EntityModel["searched"]>;
  readonly parents: Readonly<Record<string, { readonly entity: string; readonly onDelete: string }>>;
  readonly sets: Readonly<Record<string, { readonly entity: string; readonly inverse: string | null }>>;
  readonly computed: NonNullable<EntityModel["computed"]>;
  readonly rules: NonNullable<EntityModel["rules"]>;
  readonly unique: readonly (readonly string[])[];
  readonly guards: NonNullable<EntityModel["guards"]>;
  readonly grants: Readonly<Record<string, Grants>> | null;
  readonly personRole: string | null;
}

const TEXTS = new Set(["text", "long_text", "email", "url", "phone"]);

/** Every entity, with what the model says of it or what follows from its definition. */
export function collectionsOf(entities: readonly AnyEntity[], model?: Model): ReadonlyMap<string, Collection> {
  return new Map(entities.map((entity) => [entity.name, collectionOf(entity, model?.entities[entity.name])]));
}

function collectionOf(entity: AnyEntity, given: EntityModel = {}): Collection {
  const fields = Object.entries(entity.fields);
  const named = (kind: string) => fields.filter(([, field]) => field.kind === kind);
  const parents = Object.fromEntries(
    named("belongs_to").map(([name, field]) => [name, { entity: field.entity ?? "", onDelete: "restrict" }]),
  );
  for (const [name, link] of Object.entries(given.parents ?? {}))
    parents[name] = { onDelete: link.onDelete ?? "restrict", entity: link.entity };
  return {
    entity,
    parents,
    sets: Object.fromEntries(
      named("many_to_many").map(([name, field]) => [
        name,
        { entity: field.entity ?? "", inverse: entity.related?.[name]?.via ?? null },
      ]),
    ),
    title: given.title ?? titleOf(entity),
    searched: given.searched ?? searchedOf(entity),
    computed: given.computed ?? {},
    rules:
      given.rules ??
      (entity.rules ?? []).map(({ name, message, check }) => ({ name, message, holds: (row: Live) => check(row) })),
    unique: given.unique ?? fields.filter(([, field]) => field.unique).map(([name]) => [name]),
    guards: given.guards ?? {},
    grants: given.grants ?? grantsOf(entity),
    personRole: given.personRole ?? null,
  };
}

function titleOf({ titleField, fields }: AnyEntity): NonNullable<EntityModel["title"]> {
  if (!titleField) return {};
  return fields[titleField]?.kind === "belongs_to" ? { relation: titleField } : { fields: [titleField] };
}

function searchedOf({ fields }: AnyEntity): NonNullable<EntityModel["searched"]> {
  const texts = Object.entries(fields).filter(([, field]) => TEXTS.has(field.kind) && !field.computed);
  const chosen = texts.filter(([, field]) => field.searchable);
  return { fields: (chosen.length ? chosen : texts).map(([name]) => name), parents: chosen.length === 0 };
}

function grantsOf({ permissions }: AnyEntity): Readonly<Record<string, Grants>> | null {
  if (!permissions) return null;
  const owner = (row: Live) => row.created_by;
  const grant = (scope: string | undefined, fields?: readonly string[]): Granted[] =>
    scope === "all" || scope === "own" ? [{ ...(scope === "own" && { owner }), ...(fields && { fields }) }] : [];
  return Object.fromEntries(
    Object.entries(permissions).map(([role, given]) => [
      role,
      {
        create: grant(given.create, given.writable),
        read: grant(given.read, given.readable),
        update: grant(given.update, given.writable),
        delete: grant(given.delete),
      },
    ]),
  );
}
