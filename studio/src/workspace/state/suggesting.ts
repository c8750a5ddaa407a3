import { useEffect } from "react";

type Take = (words: string) => void;

const takers = new Map<string, Take>();

/** Puts words into the place where the next message of a session is written; nothing is sent. */
export function suggestWords(session: string, words: string): void {
  takers.get(session)?.(words);
}

/** Takes the words that other parts of the workspace suggest. */
export function useSuggestedWords(session: string, take: Take): void {
  useEffect(() => {
    takers.set(session, take);
    return () => {
      takers.delete(session);
    };
  }, [session, take]);
}
