import type { ReactNode } from "react";
import { Secret } from "../Secret";
import { ShownOnce } from "../ShownOnce";
import type { MadeInvitation } from "./queries";

interface MadeLinkProps {
  readonly invitation: MadeInvitation;
  readonly onClose: () => void;
}

/** The link of an invitation, and whether a letter with it is on its way. */
export function MadeLink({ invitation, onClose }: MadeLinkProps): ReactNode {
  return (
    <ShownOnce
      title={`${invitation.email} is invited`}
      description={
        invitation.is_mailed
          ? "A letter with this link is on its way. You can hand the link over yourself, too."
          : "Mail is not set up here, so nothing was sent. Hand this link over yourself; it is not shown again."
      }
      onClose={onClose}
    >
      <Secret label="Link" value={invitation.url} note="It works once, for seven days, and ends any link before it." />
    </ShownOnce>
  );
}
