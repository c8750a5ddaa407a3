import { Button, useUrlState } from "@sayso/app-kit";
import { UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { InvitationRow } from "./InvitationRow";
import { InviteDialog } from "./InviteDialog";
import { MadeLink } from "./MadeLink";
import { type MadeInvitation, useInvitations } from "./queries";

/** Who was invited, what became of it, and the way to invite somebody. */
export function Invitations(): ReactNode {
  const mayInvite = useMay("people:write");
  const [isInviting, setInviting] = useUrlState("invite");
  const [made, setMade] = useState<MadeInvitation | null>(null);
  const list = useInvitations();
  return (
    <Panel
      title="Invitations"
      lead="An invitation is a link that works for seven days, for the invited address alone."
      actions={
        mayInvite && (
          <Button size="small" icon={<UserPlus aria-hidden />} onClick={() => setInviting("1")}>
            Invite somebody
          </Button>
        )
      }
    >
      <PagedRows
        list={list}
        label="Invitations"
        empty={
          <p className="panel-empty">
            Nobody was invited yet. Invite people to the whole agency, or to one application alone.
          </p>
        }
      >
        {(invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} mayChange={mayInvite} onMade={setMade} />
        )}
      </PagedRows>
      {!mayInvite && <p className="panel-note">Administrators invite people.</p>}
      {mayInvite && isInviting && (
        <InviteDialog
          onClose={() => setInviting(null)}
          onMade={(invitation) => {
            setInviting(null);
            setMade(invitation);
          }}
        />
      )}
      {made && <MadeLink invitation={made} onClose={() => setMade(null)} />}
    </Panel>
  );
}
