import { toast, toastError } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { api, dataOf } from "../../api/client";
import { type Member, type RoleLine, useModuleChange } from "../queries";

export interface RoleChoiceProps {
  readonly slug: string;
  readonly member: Member;
  readonly roles: readonly RoleLine[];
}

const NONE = "";

/** The role that somebody was given here; without one they have what the agency gives them. */
export function RoleChoice({ slug, member, roles }: RoleChoiceProps): ReactNode {
  const { user_id, name, email, role, role_label, reason } = member;
  const who = name || email;
  const params = { path: { slug, user_id } };
  const give = useModuleChange<string | null, Member>(
    (wanted) => dataOf(api.PUT("/api/v1/modules/{slug}/members/{user_id}", { params, body: { role: wanted } })),
    (now) => {
      const before = reason === "given" ? role : null;
      toast(`${who} is ${now.role_label ?? "without a role"} now.`, { undo: () => give.mutate(before) });
    },
  );
  const own = reason === "given" ? "Take the role back" : `${role_label ?? "May not enter"} (not given here)`;
  return (
    <select
      className="input w-48 flex-none"
      aria-label={`Role of ${who}`}
      value={reason === "given" && role ? role : NONE}
      disabled={give.isPending}
      onChange={({ target }) => give.mutate(target.value || null, { onError: toastError })}
    >
      <option value={NONE}>{own}</option>
      {roles
        .filter(({ is_public }) => !is_public)
        .map(({ name: value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
    </select>
  );
}
