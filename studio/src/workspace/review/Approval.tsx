import { Button } from "@sayso/app-kit";
import { BadgeCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import { useApprove } from "../history/revisions";
import { useWorkspace } from "../state/context";
import { Section } from "./Section";

/** Who found the present content right, and when. */
export function Approval(): ReactNode {
  const { session, mayEdit } = useWorkspace();
  const approve = useApprove();
  const { approved_at: at, approved_by: by } = session;
  if (at) {
    return (
      <Section title={by ? `Approved by ${by}` : "Approved"} standing="fine">
        <p className="text-muted">
          Revision {session.approved_revision}, <Moment at={at} />.
        </p>
      </Section>
    );
  }
  const button = (
    <Button
      size="small"
      icon={<BadgeCheck aria-hidden />}
      busy={approve.isPending}
      disabled={!mayEdit}
      onClick={() => approve.mutate(session.revision)}
    >
      Approve
    </Button>
  );
  return (
    <Section title="Nobody has approved this yet" standing="open" action={button}>
      <p className="text-muted">Whoever publishes approves it as well.</p>
    </Section>
  );
}
