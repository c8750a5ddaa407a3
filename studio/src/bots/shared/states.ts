import type { BotStatus, BotView, RunState } from "../types";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export interface Saying {
  readonly word: string;
  readonly tone: Tone;
}

export const STATUSES: Readonly<Record<BotStatus, Saying>> = {
  draft: { word: "Draft", tone: "neutral" },
  active: { word: "Active", tone: "success" },
  paused: { word: "Paused", tone: "warning" },
  error: { word: "Paused by itself", tone: "danger" },
};

export const STATES: Readonly<Record<RunState, Saying>> = {
  queued: { word: "Queued", tone: "neutral" },
  running: { word: "Running", tone: "info" },
  waiting: { word: "Waiting for approval", tone: "warning" },
  success: { word: "Succeeded", tone: "success" },
  failed: { word: "Failed", tone: "danger" },
  cancelled: { word: "Cancelled", tone: "neutral" },
  timed_out: { word: "Timed out", tone: "danger" },
};

const ENDED: ReadonlySet<RunState> = new Set(["success", "failed", "cancelled", "timed_out"]);

/** Whether a run has come to its end. */
export const isEnded = (state: RunState): boolean => ENDED.has(state);

const STAGES: Readonly<Partial<Record<BotView["stage"], Saying>>> = {
  reading: { word: "Being made", tone: "info" },
  asking: { word: "Has a question", tone: "warning" },
  writing: { word: "Being made", tone: "info" },
  testing: { word: "Being tested", tone: "info" },
  ready: { word: "Ready to look at", tone: "info" },
  failed: { word: "Could not be made", tone: "danger" },
};

/** What is most worth knowing about a bot: how it stands, or how far its making is. */
export function sayingOf({ status, stage, version }: Pick<BotView, "status" | "stage" | "version">): Saying {
  if (version === null) return STAGES[stage] ?? STATUSES[status];
  return STATUSES[status];
}

/** What is going on beside that, of a bot that was made before. */
export function besides({ stage, version }: Pick<BotView, "stage" | "version">): Saying | null {
  if (version === null || stage === "idle") return null;
  if (stage === "healing") return { word: "Mending itself", tone: "info" };
  if (stage === "ready") return { word: "A new version is ready", tone: "info" };
  if (stage === "failed") return { word: "The change could not be made", tone: "danger" };
  if (stage === "asking") return { word: "Has a question", tone: "warning" };
  return { word: "A new version is being made", tone: "info" };
}
