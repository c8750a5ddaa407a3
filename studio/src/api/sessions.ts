import type { Schemas } from "./client";

/** What a session begins with, as Studio begins it: nothing waits for a word about each part unless that is asked for. */
export function newSession(more: Partial<Schemas["NewSession"]>): Schemas["NewSession"] {
  return { text: "", description: "", designer: "auto", feedback_seconds: 0, ...more };
}
