import { newId } from "../ids";
import type { AppSpec, Edit, Permissions } from "../types";
import {
  ACTIONS,
  type Action,
  type Grant,
  grantKey,
  grantOf,
  type Rights,
  type Rule,
  rightsOf,
  rulesFor,
} from "./rights";

/** What every role may do with every entity: rights by entity by role. */
export type Matrix = ReadonlyMap<string, Rights>;

export const cellKey = (role: string, entity: string): string => `${role}/${entity}`;

export const NO_PERMISSIONS: Permissions = { roles: [], rules: [] };

export function permissionsOf(spec: AppSpec): Permissions {
  return spec.permissions ?? NO_PERMISSIONS;
}

/** The matrix that the rules of an application come to. */
export function matrixOf(spec: AppSpec): Matrix {
  const { roles, rules } = permissionsOf(spec);
  const cells = roles.flatMap((role) =>
    spec.entities.map((entity) => {
      const own = rulesFor(rules, role.name, entity.name);
      return [cellKey(role.name, entity.name), rightsOf(own)] as const;
    }),
  );
  return new Map(cells);
}

/** A matrix with some cells of a role changed. */
export function withRights(matrix: Matrix, role: string, changes: Readonly<Record<string, Rights>>): Matrix {
  const next = new Map(matrix);
  for (const [entity, rights] of Object.entries(changes)) next.set(cellKey(role, entity), rights);
  return next;
}

/** The fewest edits of rules that lead from what they say to another matrix; cells that it lacks stay. */
export function matrixEdits(spec: AppSpec, wanted: Matrix): Edit[] {
  const { roles, rules } = permissionsOf(spec);
  return roles.flatMap((role) =>
    spec.entities.flatMap((entity) => {
      const rights = wanted.get(cellKey(role.name, entity.name));
      return rights ? cellEdits(rulesFor(rules, role.name, entity.name), role.name, entity.name, rights) : [];
    }),
  );
}

interface Kept {
  readonly rule: Rule;
  actions: readonly Action[];
}

/**
 * Edits that make the rules of one cell allow exactly these rights.
 *
 * Rules that are still right stay as they are. What is missing joins a rule of the same grant, else takes over a
 * rule that is no longer needed, else becomes a rule of its own.
 */
export function cellEdits(rules: readonly Rule[], role: string, entity: string, wanted: Rights): Edit[] {
  const { kept, free, missing } = compared(rules, wanted);
  const edits: Edit[] = [];
  const added: Edit[] = [];
  for (const { grant, actions } of missing) {
    const alike = kept.find(({ rule }) => keyOf(rule) === grantKey(grant));
    if (alike) {
      alike.actions = inOrder([...alike.actions, ...actions]);
      continue;
    }
    const reused = takeFrom(free, actions);
    if (reused) edits.push(setRule(reused, grant, actions));
    else added.push(addRule(role, entity, grant, actions));
  }
  const narrowed = kept
    .filter(({ rule, actions }) => !sameActions(actions, rule.actions))
    .map(({ rule, actions }): Edit => {
      return { op: "set", kind: "permission", target: rule.id, values: { actions: [...actions] } };
    });
  const gone = free.map((rule): Edit => ({ op: "remove", kind: "permission", target: rule.id }));
  return [...narrowed, ...edits, ...added, ...gone];
}

interface Missing {
  readonly grant: Grant;
  readonly actions: readonly Action[];
}

function compared(rules: readonly Rule[], wanted: Rights) {
  const open = new Map(ACTIONS.map((action) => [action, new Map(wanted[action].map((one) => [grantKey(one), one]))]));
  const allowed = new Set(ACTIONS.filter((action) => wanted[action].length > 0));
  const kept: Kept[] = [];
  const free: Rule[] = [];
  for (const rule of rules) {
    const grant = grantOf(rule);
    const key = grant ? grantKey(grant) : "";
    const actions = rule.actions.filter((action) => (grant ? isWanted(wanted, action, key) : !allowed.has(action)));
    for (const action of actions) open.get(action)?.delete(key);
    if (actions.length === 0) free.push(rule);
    else kept.push({ rule, actions });
  }
  return { kept, free, missing: gathered(open) };
}

const isWanted = (wanted: Rights, action: Action, key: string): boolean =>
  wanted[action].some((grant) => grantKey(grant) === key);

/** Grants that several actions lack become one rule. */
function gathered(open: ReadonlyMap<Action, ReadonlyMap<string, Grant>>): readonly Missing[] {
  const found = new Map<string, { grant: Grant; actions: Action[] }>();
  for (const [action, grants] of open) {
    for (const [key, grant] of grants) {
      const known = found.get(key);
      if (known) known.actions.push(action);
      else found.set(key, { grant, actions: [action] });
    }
  }
  return [...found.values()].map(({ grant, actions }) => ({ grant, actions: inOrder(actions) }));
}

const SPEC_ORDER: readonly Action[] = ["create", "read", "update", "delete"];

function inOrder(actions: readonly Action[]): Action[] {
  return SPEC_ORDER.filter((action) => actions.includes(action));
}

const sameActions = (one: readonly Action[], other: readonly Action[]): boolean =>
  inOrder(one).join() === inOrder(other).join();

function keyOf(rule: Rule): string {
  const grant = grantOf(rule);
  return grant ? grantKey(grant) : "";
}

/** The rule that needs the least change, taken out of those that are free. */
function takeFrom(free: Rule[], actions: readonly Action[]): Rule | undefined {
  const alike = free.findIndex((rule) => sameActions(rule.actions, actions));
  return free.splice(Math.max(alike, 0), 1)[0];
}

function setRule(rule: Rule, grant: Grant, actions: readonly Action[]): Edit {
  const values = {
    ...(sameActions(rule.actions, actions) ? {} : { actions: [...actions] }),
    ...(rule.scope === grant.scope ? {} : { scope: grant.scope }),
    ...(rule.owner === grant.owner ? {} : { owner: grant.owner }),
    ...(sameFields(rule.fields ?? null, grant.fields) ? {} : { fields: grant.fields && [...grant.fields] }),
  };
  return { op: "set", kind: "permission", target: rule.id, values };
}

function sameFields(one: readonly string[] | null, other: readonly string[] | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function addRule(role: string, entity: string, { scope, owner, fields }: Grant, actions: readonly Action[]): Edit {
  const element = {
    id: newId("prm"),
    role,
    entity,
    actions: [...actions],
    scope,
    owner,
    ...(fields ? { fields: [...fields] } : {}),
  };
  return { op: "add", kind: "permission", element };
}
