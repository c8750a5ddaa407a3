import type { Live } from "../state/live";

const WORK: Readonly<Record<string, string>> = {
  schema: "Changing the data model",
  layout: "Changing the pages",
  code: "Writing code",
  explain: "Looking for the answer",
};

const DECISIONS: Readonly<Record<string, string>> = {
  approval: "Noting that you approve",
  undo: "Going back",
  off_topic: "Answering",
};

/** What is being done just now, in words. */
export function workWords(live: Live): string {
  if (live.status === "queued") return "Waiting for what comes before it";
  if (live.components.some(({ window }) => window?.isHeard)) return "Changing it as you said";
  if (live.isChecked) return "Checking and keeping it";
  if (live.components.length > 0) return "Showing what was made";
  const work = decided(live);
  return work ?? (live.tries > 1 ? "Taking it up again after an interruption" : "Reading your words");
}

function decided({ decision, agent, sentences }: Live): string | null {
  if (decision === null) return null;
  if (DECISIONS[decision]) return DECISIONS[decision];
  if (agent === "schema" && decision === "new_requirement" && sentences.length === 0)
    return "Working out the data model";
  return WORK[agent ?? ""] ?? "Answering";
}

/** `3 changes`, `1 change`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
