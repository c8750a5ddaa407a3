/** A line of a unified diff with its numbers before and after; `place` tells lines apart. */
export interface DiffLine {
  readonly kind: "added" | "removed" | "same" | "hunk";
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly place: number;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** The lines of a unified diff of one file, without the names of the files. */
export function linesOf(diff: string): readonly DiffLine[] {
  const found: DiffLine[] = [];
  let before = 0;
  let after = 0;
  const told = diff.endsWith("\n") ? diff.slice(0, -1) : diff;
  for (const [place, line] of told.split("\n").entries()) {
    const hunk = HUNK.exec(line);
    if (hunk) {
      [before, after] = [Number(hunk[1]), Number(hunk[2])];
      found.push({ kind: "hunk", text: line, before: null, after: null, place });
    } else if (before + after > 0) {
      const text = line.slice(1);
      if (line.startsWith("+")) found.push({ kind: "added", text, before: null, after: after++, place });
      else if (line.startsWith("-")) found.push({ kind: "removed", text, before: before++, after: null, place });
      else found.push({ kind: "same", text, before: before++, after: after++, place });
    }
  }
  return found;
}
