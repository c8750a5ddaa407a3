import { newId } from "../ids";
import { nameFrom } from "../names";
import type { AppSpec, Edit, Page, Role } from "../types";
import { cellKey, matrixEdits, matrixOf, permissionsOf, withRights } from "./matrix";
import { NOTHING, type Rights } from "./rights";

export function addRole(spec: AppSpec, label: string): { readonly role: Role; readonly edits: Edit[] } {
  const taken = permissionsOf(spec).roles.map(({ name }) => name);
  const role: Role = { id: newId("rol"), name: nameFrom(label, "role", taken), label };
  return { role, edits: [{ op: "add", kind: "role", element: role }] };
}

/** The label; the name as well, where nobody else has it, so that both stay in step. */
export function renameRole(spec: AppSpec, role: Role, label: string): Edit[] {
  const taken = permissionsOf(spec).roles.flatMap(({ id, name }) => (id === role.id ? [] : [name]));
  return [{ op: "rename", kind: "role", target: role.id, name: nameFrom(label, role.name, taken), label }];
}

/** Gives one role exactly the rights of another; with `own` left out for whoever is not signed in. */
export function copyRights(spec: AppSpec, from: Role, to: Role): Edit[] {
  const matrix = matrixOf(spec);
  const isPublic = permissionsOf(spec).public_role === to.name;
  const cells = spec.entities.map(({ name }): [string, Rights] => {
    const rights = matrix.get(cellKey(from.name, name)) ?? NOTHING;
    return [name, isPublic ? forStrangers(rights) : rights];
  });
  return matrixEdits(spec, withRights(matrix, to.name, Object.fromEntries(cells)));
}

/** The same rights for every entity. */
export function giveEverywhere(spec: AppSpec, role: Role, rights: Rights): Edit[] {
  const cells = Object.fromEntries(spec.entities.map(({ name }) => [name, rights]));
  return matrixEdits(spec, withRights(matrixOf(spec), role.name, cells));
}

/** People who are not signed in own nothing and never delete. */
export function forStrangers(rights: Rights): Rights {
  const all = (grants: Rights["read"]) => grants.filter(({ scope }) => scope === "all");
  return { read: all(rights.read), create: all(rights.create), update: all(rights.update), delete: [] };
}

/** Whether a role may open a page; a page without roles is for everybody who is signed in. */
export function mayOpen(spec: AppSpec, page: Page, role: string): boolean {
  return page.roles.length === 0 ? role !== permissionsOf(spec).public_role : page.roles.includes(role);
}

/** The roles of a page after one more or one less may open it; null where nobody would be left. */
export function rolesAfter(spec: AppSpec, page: Page, role: string, may: boolean): string[] | null {
  const { roles, public_role } = permissionsOf(spec);
  const open = roles.filter(({ name }) => (name === role ? may : mayOpen(spec, page, name))).map(({ name }) => name);
  if (open.length === 0) return null;
  const signedIn = roles.filter(({ name }) => name !== public_role);
  const isForAll = signedIn.every(({ name }) => open.includes(name)) && !open.includes(public_role ?? "");
  return isForAll ? [] : open;
}
