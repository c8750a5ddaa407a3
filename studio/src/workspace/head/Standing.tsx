import { Badge, Tooltip } from "@sayso/app-kit";
import type { ReactNode } from "react";
import type { BuildSession } from "../state/context";
import { format } from "../state/format";
import { statusWord } from "./words";

/** Where the session stands, in words, and who approved it. */
export function Standing({ session }: { readonly session: BuildSession }): ReactNode {
  const { text, tone, meaning } = statusWord(session);
  return (
    <p className="workspace-standing">
      <Tooltip text={meaning}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the words behind it are for the keyboard too */}
        <span tabIndex={0} className="rounded-full">
          <Badge tone={tone}>{text}</Badge>
        </span>
      </Tooltip>
      <Approval session={session} />
    </p>
  );
}

function Approval({ session }: { readonly session: BuildSession }): ReactNode {
  const { approved_by: by, approved_at: at } = session;
  if (!at) return null;
  const name = by ?? "Somebody";
  return (
    <span className="workspace-approval text-xs text-muted" title={format.dateTime(at)}>
      Approved by {name}
    </span>
  );
}
