import { entityNamed } from "../lookup";
import { parentsOf } from "../members";
import type { AppSpec, Permissions } from "../types";

export type Rule = Permissions["rules"][number];
export type Action = Rule["actions"][number];
export type Scope = Rule["scope"];

export const ACTIONS: readonly Action[] = ["read", "create", "update", "delete"];

/** Something a role may do with rows: which rows, what makes a row its own, which fields. */
export interface Grant {
  readonly scope: "all" | "own";
  /** What *own* means; of no account where the scope is all. */
  readonly owner: string;
  /** The only fields it may see or write; null means all. */
  readonly fields: readonly string[] | null;
}

/** What a role may do with an entity. Several grants of an action add up; none means that it may not. */
export type Rights = Readonly<Record<Action, readonly Grant[]>>;

export const NOTHING: Rights = { read: [], create: [], update: [], delete: [] };
export const CREATOR = "created_by";
export const EVERY_ROW: Grant = { scope: "all", owner: CREATOR, fields: null };
export const EVERYTHING: Rights = { read: [EVERY_ROW], create: [EVERY_ROW], update: [EVERY_ROW], delete: [EVERY_ROW] };
export const ONLY_SEE: Rights = { ...NOTHING, read: [EVERY_ROW] };

/** The rules of one role about one entity, in order. */
export function rulesFor(rules: readonly Rule[], role: string, entity: string): readonly Rule[] {
  return rules.filter((rule) => rule.role === role && rule.entity === entity);
}

/** What these rules come to; those that deny add nothing, because what no rule allows is denied. */
export function rightsOf(rules: readonly Rule[]): Rights {
  const grants = (action: Action): readonly Grant[] => {
    const found = new Map<string, Grant>();
    for (const rule of rules) {
      const grant = grantOf(rule);
      if (grant && rule.actions.includes(action)) found.set(grantKey(grant), grant);
    }
    return [...found.values()];
  };
  return { read: grants("read"), create: grants("create"), update: grants("update"), delete: grants("delete") };
}

export function grantOf({ scope, owner, fields }: Rule): Grant | null {
  return scope === "none" ? null : { scope, owner, fields: fields ?? null };
}

/** Two grants with the same key allow the same. */
export function grantKey({ scope, owner, fields }: Grant): string {
  const limits = fields ? [...fields].toSorted() : null;
  return JSON.stringify([scope, scope === "own" ? owner : null, limits]);
}

export function sameRights(one: Rights, other: Rights): boolean {
  const keys = (rights: Rights) => ACTIONS.map((action) => rights[action].map(grantKey).toSorted());
  return JSON.stringify(keys(one)) === JSON.stringify(keys(other));
}

/** An owner that rows of an entity can have, as the path that rules name. */
export interface OwnerChoice {
  readonly path: string;
  readonly label: string;
}

const FAR_ENOUGH = 3;

/** What *own* can mean for an entity: whoever added the row, the member itself, or somebody it belongs to. */
export function ownersOf(spec: AppSpec, entity: string): readonly OwnerChoice[] {
  const found: OwnerChoice[] = [{ path: CREATOR, label: "Added by them" }];
  if (entityNamed(spec, entity)?.person_role) found.push({ path: "self", label: "Their own record" });
  const visit = (at: string, path: readonly string[]): void => {
    for (const { name, entity: to } of parentsOf(spec, at)) {
      const way = [...path, name];
      if (entityNamed(spec, to)?.person_role) {
        found.push({ path: way.join("."), label: `Where they are the ${spoken(way.toReversed().join(" of the "))}` });
      }
      if (way.length < FAR_ENOUGH) visit(to, way);
    }
  };
  visit(entity, []);
  return found;
}

/** The owner that fits best: a person the row belongs to, else whoever added it. */
export function usualOwner(spec: AppSpec, entity: string): string {
  const owners = ownersOf(spec, entity);
  return owners.find(({ path }) => path !== CREATOR)?.path ?? CREATOR;
}

const spoken = (name: string): string => name.replaceAll("_", " ");
