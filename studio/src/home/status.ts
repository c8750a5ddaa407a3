import type { BadgeProps } from "@sayso/app-kit";
import type { Schemas } from "../api/client";

export type SessionStatus = Schemas["SessionLine"]["status"];

interface Word {
  readonly label: string;
  readonly tone: NonNullable<BadgeProps["tone"]>;
}

/** Where a session stands, in the words of whoever talks in it. */
export const SESSION_STATUS: Readonly<Record<SessionStatus, Word>> = {
  drafting: { label: "Draft", tone: "neutral" },
  generating: { label: "Working", tone: "info" },
  reviewing: { label: "To review", tone: "accent" },
  complete: { label: "Published", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
};

const MODULE_STATUS: Readonly<Record<string, Word>> = {
  published: { label: "Published", tone: "success" },
  draft: { label: "Draft", tone: "warning" },
  archived: { label: "Archived", tone: "neutral" },
  removed: { label: "Removed", tone: "danger" },
};

/** Whether a module is there to be used. */
export function moduleStatus(status: string): Word {
  return MODULE_STATUS[status] ?? { label: status, tone: "neutral" };
}
