import { Avatar, Badge, Button } from "@sayso/app-kit";
import { UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { MadeLink } from "../../account/invitations/MadeLink";
import type { MadeInvitation } from "../../account/invitations/queries";
import { useMay } from "../../api/me";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { ROLES } from "../../shell/roles";
import { type Member, type RoleLine, useMembers, useRoles } from "../queries";
import type { TabProps } from "../tabs";
import { useChangeModule } from "../use-change-module";
import { InviteHere } from "./InviteHere";
import { RoleChoice } from "./RoleChoice";

const REASONS = {
  given: "Given here",
  membership: "As an administrator of the agency",
  default: "What people of the agency have here",
} as const;

/** Who may enter the application, as what and why; roles are given and taken back here. */
export default function PeopleTab({ module }: TabProps): ReactNode {
  const { slug } = module;
  const { data: roles = [] } = useRoles(slug);
  const members = useMembers(slug, useMay("people:read"));
  const mayGive = useMay("people:write");
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<MadeInvitation | null>(null);
  return (
    <>
      <Panel
        title="People"
        lead={
          mayGive ? "A role that is given here counts before all others." : "Administrators of the agency give roles."
        }
        actions={
          mayGive && (
            <Button size="small" icon={<UserPlus aria-hidden />} onClick={() => setInviting(true)}>
              Invite to this application
            </Button>
          )
        }
      >
        <PagedRows
          list={members}
          label="people"
          className="modules-rows"
          empty={<p className="panel-empty">Nobody may enter yet.</p>}
        >
          {(member) => <MemberRow key={member.user_id} slug={slug} member={member} roles={roles} mayGive={mayGive} />}
        </PagedRows>
      </Panel>
      <Roles module={module} roles={roles} />
      {inviting && (
        <InviteHere
          module={module}
          roles={roles}
          onClose={() => setInviting(false)}
          onMade={(invitation) => {
            setInviting(false);
            setMade(invitation);
          }}
        />
      )}
      {made && <MadeLink invitation={made} onClose={() => setMade(null)} />}
    </>
  );
}

interface MemberRowProps {
  readonly slug: string;
  readonly member: Member;
  readonly roles: readonly RoleLine[];
  readonly mayGive: boolean;
}

function MemberRow({ slug, member, roles, mayGive }: MemberRowProps): ReactNode {
  const { name, email, role_label, reason, agency_role } = member;
  const where = agency_role ? (ROLES[agency_role] ?? agency_role) : "Invited to this application alone";
  return (
    <li className="row">
      <span className="row-link flex items-center gap-3">
        <Avatar name={name || email} size={28} />
        <span className="grid min-w-0">
          <span className="truncate" dir="auto">
            {name || email}
          </span>
          <span className="row-note" dir="auto">
            {email} · {where}
            {reason && ` · ${REASONS[reason]}`}
          </span>
        </span>
      </span>
      {mayGive ? (
        <RoleChoice slug={slug} member={member} roles={roles} />
      ) : (
        <Badge>{role_label ?? "May not enter"}</Badge>
      )}
    </li>
  );
}

function Roles({ module, roles }: TabProps & { readonly roles: readonly RoleLine[] }): ReactNode {
  const change = useChangeModule(module, "permissions");
  const mayChange = useMay("modules:write");
  return (
    <Panel
      title="Roles"
      lead="What each may do stands in the matrix of permissions."
      actions={
        mayChange && (
          <Button size="small" busy={change.isPending} onClick={() => change.mutate()}>
            Look at the matrix
          </Button>
        )
      }
    >
      <ul className="rows modules-rows" aria-label="Roles">
        {roles.map(({ name, label, is_default, is_widest, is_public }) => (
          <li key={name} className="row">
            <span className="row-link" dir="auto">
              {label}
            </span>
            {is_widest && <Badge>May do everything</Badge>}
            {is_default && <Badge>People of the agency</Badge>}
            {is_public && <Badge tone="warning">Without signing in</Badge>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
