import type { Schemas } from "../api/client";
import { ROLES } from "../shell/roles";

export type AgencyRole = Schemas["AgencyRole"];

interface RoleWords {
  readonly value: AgencyRole;
  readonly label: string;
  readonly does: string;
}

/** The roles of an agency, and what each is for. */
export const AGENCY_ROLES: readonly RoleWords[] = [
  { value: "admin", label: ROLES.admin ?? "", does: "Does everything: people, keys, models and all applications." },
  { value: "user", label: ROLES.user ?? "", does: "Builds and changes applications, makes keys, sees who is there." },
  { value: "viewer", label: ROLES.viewer ?? "", does: "Looks at applications and people, works with records." },
  {
    value: "api_user",
    label: ROLES.api_user ?? "",
    does: "For scripts: applications and records through keys, no people.",
  },
];
