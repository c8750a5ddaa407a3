/** Lines that were edited by hand and generated anew; both sides stand between markers. Numbers count from 1. */
export interface Conflict {
  /** Line of the first marker. */
  readonly from: number;
  /** Line of the marker between the sides. */
  readonly middle: number;
  /** Line of the last marker. */
  readonly to: number;
  readonly mine: readonly string[];
  readonly generated: readonly string[];
}

export type Keep = "mine" | "generated" | "both";

// As src/sayso/compiler/three_way_merge.py writes them.
const MINE = "<<<<<<< your edit";
const BETWEEN = "=======";
const GENERATED = ">>>>>>> new generation";

/** The places of a text that await a decision; half a pair of markers is left to whoever edits. */
export function conflictsIn(text: string): readonly Conflict[] {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const found: Conflict[] = [];
  let from = -1;
  let middle = -1;
  for (const [place, line] of lines.entries()) {
    if (line === MINE) [from, middle] = [place, -1];
    else if (line === BETWEEN && from >= 0 && middle < 0) middle = place;
    else if (line === GENERATED && middle >= 0) {
      found.push({
        from: from + 1,
        middle: middle + 1,
        to: place + 1,
        mine: lines.slice(from + 1, middle),
        generated: lines.slice(middle + 1, place),
      });
      [from, middle] = [-1, -1];
    }
  }
  return found;
}

/** Whether anything of a conflict is left, be it half a pair of markers. */
export function hasMarkers(text: string): boolean {
  return text.split("\n").some((line) => [MINE, GENERATED].includes(line.replace(/\r$/, "")));
}

/** The text with one of its conflicts decided. */
export function decide(text: string, conflict: Conflict, keep: Keep): string {
  const lines = text.split("\n");
  const mine = lines.slice(conflict.from, conflict.middle - 1);
  const generated = lines.slice(conflict.middle, conflict.to - 1);
  const kept = { mine, generated, both: [...mine, ...generated] }[keep];
  return [...lines.slice(0, conflict.from - 1), ...kept, ...lines.slice(conflict.to)].join("\n");
}
