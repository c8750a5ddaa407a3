import { Badge, Button, toastError } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { Asking } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { ROLES } from "../../shell/roles";
import { useAccountChange } from "../use-account-change";
import { type Invitation, invitationsKey, type MadeInvitation, resend, withdraw } from "./queries";

const STATES = {
  open: { tone: "info", label: "Open" },
  accepted: { tone: "success", label: "Accepted" },
  revoked: { tone: "neutral", label: "Withdrawn" },
  expired: { tone: "warning", label: "Expired" },
} as const;

interface InvitationRowProps {
  readonly invitation: Invitation;
  readonly mayChange: boolean;
  readonly onMade: (invitation: MadeInvitation) => void;
}

/** One invitation: to whom, to what, and what became of it. */
export function InvitationRow({ invitation, mayChange, onMade }: InvitationRowProps): ReactNode {
  const [isAsking, ask] = useState(false);
  const { module, state } = invitation;
  const again = useAccountChange<void, MadeInvitation>({
    change: () => resend(invitation),
    renews: [invitationsKey],
    done: onMade,
  });
  const to = module ? `${module.role.replaceAll("_", " ")} in ${module.name} alone` : ROLES[invitation.role ?? ""];
  const isOpen = state === "open" || state === "expired";
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="truncate">
            <bdi>{invitation.name ? `${invitation.name} (${invitation.email})` : invitation.email}</bdi>
          </span>
          <span className="row-note">
            {to} · <Moment at={invitation.created_at} />
            {invitation.invited_by && ` by ${invitation.invited_by}`}
            {state === "open" && (
              <>
                {" "}
                · works until <Moment at={invitation.expires_at} />
              </>
            )}
          </span>
        </div>
      </div>
      <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
      {mayChange && isOpen && (
        <div className="flex gap-1.5">
          <Button
            size="small"
            busy={again.isPending}
            aria-label={`Send again to ${invitation.email}`}
            onClick={() => again.mutate(undefined, { onError: toastError })}
          >
            Send again
          </Button>
          <Button size="small" aria-label={`Withdraw the invitation of ${invitation.email}`} onClick={() => ask(true)}>
            Withdraw
          </Button>
        </div>
      )}
      {isAsking && <Withdraw invitation={invitation} onClose={() => ask(false)} />}
    </li>
  );
}

interface WithdrawProps {
  readonly invitation: Invitation;
  readonly onClose: () => void;
}

function Withdraw({ invitation, onClose }: WithdrawProps): ReactNode {
  const change = useAccountChange({
    change: () => withdraw(invitation),
    renews: [invitationsKey],
    said: "The invitation is withdrawn.",
    done: onClose,
  });
  return (
    <Asking
      title={`Withdraw the invitation of ${invitation.email}?`}
      text="Its link works no more. You can invite them again at any time."
      verb="Withdraw"
      keep="Keep it"
      change={change}
      onClose={onClose}
    />
  );
}
