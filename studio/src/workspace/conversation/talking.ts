import { createContext, useContext } from "react";
import type { AppSpec } from "../../spec/types";
import type { Words } from "./outbox";

/** What the messages of a conversation can do; it changes with the content, not with each word. */
export interface Talking {
  readonly session: string;
  readonly mayTalk: boolean;
  readonly send: (words: Words) => void;
  /** Puts words where the next message is written, to go on from there. */
  readonly begin: (text: string) => void;
  readonly spec: AppSpec;
  readonly undo: (() => void) | null;
  /** The revision whose content is the present one. */
  readonly content: number;
}

export const TalkingContext = createContext<Talking | null>(null);

export function useTalking(): Talking {
  const talking = useContext(TalkingContext);
  if (!talking) throw new Error("This is not inside a conversation.");
  return talking;
}
