import type { BlockView } from "../types";

/** The states of a block as people read them. */
export const STATES: Readonly<
  Record<
    BlockView["state"],
    { readonly word: string; readonly tone: "success" | "info" | "warning" | "danger" | "neutral" }
  >
> = {
  making: { word: "Being made", tone: "info" },
  live: { word: "Live", tone: "success" },
  failing: { word: "Failing", tone: "warning" },
  healing: { word: "Mending itself", tone: "info" },
  resting: { word: "Resting", tone: "danger" },
  failed: { word: "Not made", tone: "danger" },
  paused: { word: "Paused", tone: "neutral" },
};
