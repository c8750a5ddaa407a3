import type { AppSpec, Entity, Flow, Relationship } from "./types";

/** What people can point at in data and flows. */
export type ElementKind =
  | "entity"
  | "field"
  | "option"
  | "computed"
  | "rule"
  | "index"
  | "relationship"
  | "flow"
  | "state"
  | "transition";

/** Where an element is: `owner` is the entity, relation or flow that shows it. */
export interface Found {
  readonly kind: ElementKind;
  readonly id: string;
  readonly owner: string;
  /** The field that an option belongs to. */
  readonly field?: string;
}

/** The element of data or flows with this id; none where the id is of something else, or of nothing. */
export function findElement(spec: AppSpec, id: string | null): Found | null {
  if (!id) return null;
  for (const entity of spec.entities) {
    if (entity.id === id) return { kind: "entity", id, owner: id };
    for (const kind of ["fields", "computed", "rules", "indexes"] as const) {
      if (entity[kind].some((part) => part.id === id)) return { kind: PART[kind], id, owner: entity.id };
    }
    const field = entity.fields.find(({ options }) => options.some((option) => option.id === id));
    if (field) return { kind: "option", id, owner: entity.id, field: field.id };
  }
  if (spec.relationships.some((link) => link.id === id)) return { kind: "relationship", id, owner: id };
  for (const flow of spec.flows) {
    if (flow.id === id) return { kind: "flow", id, owner: id };
    if (flow.states.some((state) => state.id === id)) return { kind: "state", id, owner: flow.id };
    if (flow.transitions.some((move) => move.id === id)) return { kind: "transition", id, owner: flow.id };
  }
  return null;
}

const PART = { fields: "field", computed: "computed", rules: "rule", indexes: "index" } as const;

/** The entity with this name. */
export function entityNamed(spec: AppSpec, name: string): Entity | undefined {
  return spec.entities.find((entity) => entity.name === name);
}

/** What people call the entity with this name. */
export function entityLabel(spec: AppSpec, name: string): string {
  return entityNamed(spec, name)?.display_name ?? name;
}

/** The state flow of an entity. */
export function flowOf(spec: AppSpec, entity: string): Flow | undefined {
  return spec.flows.find((flow) => flow.entity === entity);
}

/** The links that begin or end at an entity. */
export function linksOf(spec: AppSpec, entity: string): readonly Relationship[] {
  return spec.relationships.filter(({ from, to }) => from === entity || to === entity);
}

/** All names that rows of an entity know: fields, computed values, the state, relations. */
export function membersOf(spec: AppSpec, entity: Entity): readonly string[] {
  const flow = flowOf(spec, entity.name);
  return [
    ...entity.fields.map(({ name }) => name),
    ...entity.computed.map(({ name }) => name),
    ...(flow ? [flow.field] : []),
    ...spec.relationships.flatMap(({ from, to, name, inverse }) => [
      ...(from === entity.name ? [name] : []),
      ...(to === entity.name ? [inverse] : []),
    ]),
  ];
}
