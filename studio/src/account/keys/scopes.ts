import type { Schemas } from "../../api/client";

export type Scope = Schemas["Permission"];

/** What a key may be let do, in words. */
export const SCOPES: readonly { readonly scope: Scope; readonly label: string; readonly does: string }[] = [
  { scope: "modules:read", label: "Look at applications", does: "Lists, specs, files and sessions." },
  { scope: "modules:write", label: "Build applications", does: "Talk in sessions, change and publish." },
  { scope: "data:read", label: "Read records", does: "In each application, as far as your role there may." },
  { scope: "data:write", label: "Write records", does: "In each application, as far as your role there may." },
  { scope: "people:read", label: "See people", does: "Who is in the agency and its applications." },
  { scope: "people:write", label: "Change people", does: "Invite, give roles, take out." },
  { scope: "models:read", label: "See models and their cost", does: "Never their keys." },
  { scope: "models:write", label: "Set up models", does: "Providers, chains and budgets." },
  { scope: "keys:write", label: "Make and revoke keys", does: "None that may do more than this one." },
  { scope: "audit:read", label: "Read the audit log", does: "Who did what, and when." },
  { scope: "agency:write", label: "Change the agency", does: "Its name and its sites." },
];

/** What a key may do, as people call it. */
export function scopeLabel(scope: string): string {
  return SCOPES.find((each) => each.scope === scope)?.label ?? scope;
}

/** How long keys work. */
export const LIFETIMES: readonly { readonly days: number | null; readonly label: string }[] = [
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "A year" },
  { days: null, label: "Until it is revoked" },
];
