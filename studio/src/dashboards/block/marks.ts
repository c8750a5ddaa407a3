import type { BlockView } from "../types";

/** Whether something is being done to a block that can be watched and stopped. */
export function isAtWork({ state }: Pick<BlockView, "state">): boolean {
  return state === "making" || state === "healing";
}

/** Whether what a block shows is not of now, so that its age is said. */
export function isOld({ state, data }: Pick<BlockView, "state" | "data">): boolean {
  return data !== null && (data.is_stale || ["failing", "healing", "resting", "paused"].includes(state));
}

/** What a block is doing right now, in the words of whoever does it. */
export function workOf(block: BlockView, lines: readonly string[]): string {
  const said = block.progress || lines.at(-1);
  if (said) return said;
  return block.state === "healing" ? "Finding out what is wrong" : "Finding out what you need";
}
