import type { BuildSession } from "../state/context";

type Status = BuildSession["status"];

interface Word {
  readonly text: string;
  readonly tone: "neutral" | "accent" | "info" | "success" | "warning" | "danger";
  /** What it means for the person, in a sentence. */
  readonly meaning: string;
}

const STATUSES: Readonly<Record<Status, Word>> = {
  drafting: { text: "Nothing made yet", tone: "neutral", meaning: "Say what you need, and it is made." },
  generating: { text: "Working", tone: "accent", meaning: "A message is being worked on." },
  reviewing: {
    text: "Not published",
    tone: "info",
    meaning: "There is something to look at that is not published.",
  },
  complete: { text: "Published", tone: "success", meaning: "The running module has all of this." },
  failed: {
    text: "Did not work",
    tone: "danger",
    meaning: "The first message could not be worked on. Send it again, or say it in other words.",
  },
  cancelled: { text: "Ended", tone: "neutral", meaning: "This session was ended. It can be read, not talked in." },
};

/** Where a session stands, in a word or two. */
export function statusWord(session: BuildSession): Word {
  const word = STATUSES[session.status];
  if (session.status !== "reviewing" || !session.module) return word;
  return { ...word, text: "Changed since published", meaning: "The running module does not have all of this yet." };
}
