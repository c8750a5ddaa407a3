import { entityNamed } from "../lookup";
import { memberLabel } from "../members";
import { listed, plural } from "../names";
import type { AppSpec } from "../types";
import { ACTIONS, type Action, EVERYTHING, type Grant, ownersOf, type Rights, sameRights } from "./rights";

const VERBS: Readonly<Record<Action, string>> = { read: "sees", create: "adds", update: "changes", delete: "removes" };
const ASKED: Readonly<Record<Action, string>> = { read: "see", create: "add", update: "change", delete: "remove" };

export const ACTION_LABELS: Readonly<Record<Action, string>> = {
  read: "See",
  create: "Add",
  update: "Change",
  delete: "Remove",
};

/** Rights at a glance: “Sees all · changes own”. */
export function summary(rights: Rights): string {
  if (sameRights(rights, EVERYTHING)) return "Everything";
  const all = ACTIONS.filter((action) => reachOf(rights[action]) === "all");
  const own = ACTIONS.filter((action) => reachOf(rights[action]) === "own");
  const parts = [phrase(all, "all"), phrase(own, "own")].filter((part) => part !== "");
  if (parts.length === 0) return "Nothing";
  const said = parts.join(" · ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function phrase(actions: readonly Action[], scope: "all" | "own"): string {
  if (actions.length === 0) return "";
  const verbs = actions.map((action) => VERBS[action]).join(", ");
  const isOnlyAdding = actions.length === 1 && actions[0] === "create";
  return isOnlyAdding && scope === "all" ? verbs : `${verbs} ${scope}`;
}

/** The widest of several grants. */
export function reachOf(grants: readonly Grant[]): "all" | "own" | "none" {
  if (grants.some(({ scope }) => scope === "all")) return "all";
  return grants.length > 0 ? "own" : "none";
}

/** Whether some of what is allowed is limited to fields. */
export function isLimited(rights: Rights): boolean {
  return ACTIONS.some((action) => action !== "delete" && rights[action].some(({ fields }) => fields !== null));
}

/** What people call rows of an entity: “purchase orders”. */
export function rowsOf(spec: AppSpec, entity: string): string {
  const label = entityNamed(spec, entity)?.display_name ?? entity.replaceAll("_", " ");
  const words = label.split(" ");
  const last = words.at(-1) ?? "";
  return [...words.slice(0, -1), plural(last)].join(" ").toLowerCase();
}

/** What a role may do with an entity, in a sentence for each action that it may. */
export function sentences(spec: AppSpec, role: string, entity: string, rights: Rights): readonly string[] {
  const said = ACTIONS.flatMap((action) =>
    rights[action].map((grant) => grantSentence(spec, role, entity, action, grant)),
  );
  return said.length > 0 ? said : [`${role} may do nothing with ${rowsOf(spec, entity)}.`];
}

/** `Stylist may see all appointments, but only their starts at and client.` */
export function grantSentence(spec: AppSpec, role: string, entity: string, action: Action, grant: Grant): string {
  const rows = `${grant.scope === "all" ? "all " : ""}${rowsOf(spec, entity)}${grant.scope === "own" ? ownWords(spec, entity, grant.owner, action) : ""}`;
  const limit = grant.fields && action !== "delete" ? `, but only ${fieldWords(spec, entity, grant.fields)}` : "";
  const named = action === "create" && grant.scope === "all" ? rowsOf(spec, entity) : rows;
  return `${role} may ${ASKED[action]} ${named}${limit}.`;
}

function ownWords(spec: AppSpec, entity: string, owner: string, action: Action): string {
  if (owner === "created_by") return action === "create" ? " of their own" : " that they added";
  if (owner === "self") return " that stand for themselves";
  const label = ownersOf(spec, entity).find(({ path }) => path === owner)?.label;
  return ` ${label ? label.charAt(0).toLowerCase() + label.slice(1) : `by ${owner.replaceAll("_", " ")}`}`;
}

function fieldWords(spec: AppSpec, entity: string, fields: readonly string[]): string {
  if (fields.length === 0) return "none of their fields";
  return listed(fields.map((name) => memberLabel(spec, entity, name).toLowerCase()));
}

/** What a change of one cell means: before and after, in a sentence. */
export function changeSentence(spec: AppSpec, role: string, entity: string, before: Rights, after: Rights): string {
  const rows = rowsOf(spec, entity);
  return `${role}, ${rows}: ${lower(summary(before))} → ${lower(summary(after))}${isLimited(after) ? " (some fields)" : ""}`;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
