import type { Schemas } from "./client";

/**
 * How long each component that is made waits for a word about it, in seconds, unless a session says otherwise. An
 * application has some fifteen: long enough to see each appear, where pressing a button stops the clock.
 */
export const FEEDBACK_SECONDS = 2;

/** What a session begins with, as Studio begins it. */
export function newSession(more: Partial<Schemas["NewSession"]>): Schemas["NewSession"] {
  return { text: "", description: "", designer: "auto", feedback_seconds: FEEDBACK_SECONDS, ...more };
}
