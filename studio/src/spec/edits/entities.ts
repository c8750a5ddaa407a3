import { newId } from "../ids";
import { nameFrom } from "../names";
import type { AppSpec, Computed, Edit, Entity, FieldType, Index, Rule } from "../types";
import { newField, relabelled } from "./fields";

type EntityValues = Extract<Edit, { op: "set"; kind: "entity" }>["values"];

/** A new kind of thing, with a name to tell its records apart. */
export function newEntity(spec: AppSpec, label: string): Entity {
  return {
    id: newId("ent"),
    name: nameFrom(
      label,
      "thing",
      spec.entities.map(({ name }) => name),
    ),
    display_name: label,
    description: "",
    fields: [{ ...newField("Name", []), required: true, searchable: true }],
    computed: [],
    indexes: [],
    rules: [],
  };
}

/** Adds an entity; a role that may do everything with another one may do so with it. */
export function addEntity(spec: AppSpec, entity: Entity): Edit[] {
  const rules = spec.permissions?.rules ?? [];
  const isFull = (rule: (typeof rules)[number]) => rule.scope === "all" && rule.actions.length === 4 && !rule.fields;
  const roles = new Set(rules.filter(isFull).map(({ role }) => role));
  const grants: Edit[] = [...roles].map((role) => ({
    op: "add",
    kind: "permission",
    element: {
      id: newId("prm"),
      role,
      entity: entity.name,
      actions: ["create", "read", "update", "delete"],
      scope: "all",
      owner: "created_by",
    },
  }));
  return [{ op: "add", kind: "entity", element: entity }, ...grants];
}

/** A rename: relations, pages and components that are named after it go along. */
export function renameEntity(spec: AppSpec, entity: Entity, label: string): Edit[] {
  const taken = spec.entities.map(({ name }) => name);
  const known = { name: entity.name, label: entity.display_name };
  return [{ op: "rename", kind: "entity", target: entity.id, ...relabelled(known, label, "thing", taken) }];
}

export function setEntity(entity: Entity, values: EntityValues): Edit[] {
  return [{ op: "set", kind: "entity", target: entity.id, values }];
}

export function removeEntity(entity: Entity): Edit[] {
  return [{ op: "remove", kind: "entity", target: entity.id }];
}

export function addComputed(
  entity: Entity,
  label: string,
  type: FieldType,
  expression: string,
  taken: Iterable<string>,
): Edit[] {
  const element: Computed = { id: newId("cmp"), name: nameFrom(label, "value", taken), label, type, expression };
  return [{ op: "add", kind: "computed", parent: entity.id, element }];
}

export function setComputed(value: Computed, values: { type?: FieldType; expression?: string }): Edit[] {
  return [{ op: "set", kind: "computed", target: value.id, values }];
}

export function renameComputed(value: Computed, label: string, taken: Iterable<string>): Edit[] {
  return [{ op: "rename", kind: "computed", target: value.id, ...relabelled(value, label, "value", taken) }];
}

/** A condition that every record meets; its name comes from the message. */
export function addRule(entity: Entity, expression: string, message: string): Edit[] {
  const taken = entity.rules.map(({ name }) => name);
  const name = nameFrom(message.split(/\s+/).slice(0, 5).join(" "), "rule", taken);
  const element: Rule = { id: newId("rul"), name, expression, message };
  return [{ op: "add", kind: "rule", parent: entity.id, element }];
}

export function setRule(rule: Rule, values: { expression?: string; message?: string }): Edit[] {
  return [{ op: "set", kind: "rule", target: rule.id, values }];
}

export function addIndex(entity: Entity, fields: readonly string[], unique: boolean): Edit[] {
  const element: Index = { id: newId("idx"), fields: [...fields], unique };
  return [{ op: "add", kind: "index", parent: entity.id, element }];
}

export function setIndex(index: Index, values: { fields?: string[]; unique?: boolean }): Edit[] {
  return [{ op: "set", kind: "index", target: index.id, values }];
}

export function removePart(kind: "computed" | "rule" | "index", id: string): Edit[] {
  return [{ op: "remove", kind, target: id }];
}
