import { Link } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { useMay } from "../../api/me";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { AGENCY_ROLES } from "../roles";
import { PersonRow } from "./PersonRow";
import { usePeople } from "./queries";

/** Who belongs to the agency, and as what. */
export function People(): ReactNode {
  const mayChange = useMay("people:write");
  return (
    <>
      <Panel
        title="People"
        lead="Who belongs to this agency. A change of role counts at once."
        actions={
          mayChange && (
            <Link
              to="/account/{-$section}"
              params={{ section: "invitations" }}
              search={{ invite: "1" } as never}
              className="button border-line-strong bg-surface hover:bg-hover"
            >
              <UserPlus aria-hidden />
              Invite somebody
            </Link>
          )
        }
      >
        <PagedRows list={usePeople()} label="People" empty={<p className="panel-empty">Nobody is here yet.</p>}>
          {(person) => <PersonRow key={person.user_id} person={person} mayChange={mayChange} />}
        </PagedRows>
        {!mayChange && <p className="panel-note">Administrators change roles and take people out.</p>}
      </Panel>
      <Panel title="What the roles may do">
        <dl className="account-words">
          {AGENCY_ROLES.map(({ value, label, does }) => (
            <div key={value}>
              <dt>{label}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  );
}
