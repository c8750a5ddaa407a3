import type { Account } from "../api/me";

/** Whether somebody makes applications here; a role for programs does so through the API alone. */
export function mayBuild({ agency, permissions }: Account): boolean {
  return agency !== null && agency.role !== "api_user" && permissions.includes("modules:write");
}
