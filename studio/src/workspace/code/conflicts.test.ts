import { expect, test } from "vitest";
import { conflictsIn, decide, hasMarkers } from "./conflicts";

const TEXT = `before
<<<<<<< your edit
mine 1
mine 2
=======
generated
>>>>>>> new generation
between
<<<<<<< your edit
=======
only generated
>>>>>>> new generation
after
`;

test("each place that awaits a decision is found with both of its sides", () => {
  expect(conflictsIn(TEXT)).toEqual([
    { from: 2, middle: 5, to: 7, mine: ["mine 1", "mine 2"], generated: ["generated"] },
    { from: 9, middle: 10, to: 12, mine: [], generated: ["only generated"] },
  ]);
});

test.each([
  ["mine", "before\nmine 1\nmine 2\nbetween"],
  ["generated", "before\ngenerated\nbetween"],
  ["both", "before\nmine 1\nmine 2\ngenerated\nbetween"],
] as const)("keeping %s takes the markers out and leaves the rest alone", (keep, start) => {
  const [first] = conflictsIn(TEXT);
  if (!first) throw new Error("There is no conflict.");
  const left = decide(TEXT, first, keep);
  expect(left.startsWith(start)).toBe(true);
  expect(conflictsIn(left)).toHaveLength(1);
  expect(left.endsWith("after\n")).toBe(true);
});

test("a text is decided when its last conflict is", () => {
  let text = TEXT;
  for (let [next] = conflictsIn(text); next; [next] = conflictsIn(text)) text = decide(text, next, "mine");
  expect(text).toBe("before\nmine 1\nmine 2\nbetween\nafter\n");
  expect(hasMarkers(text)).toBe(false);
});

test("half a pair of markers is no conflict, but it is still a marker", () => {
  const half = "one\n<<<<<<< your edit\ntwo\n";
  expect(conflictsIn(half)).toEqual([]);
  expect(hasMarkers(half)).toBe(true);
});

test("a line of equals signs outside of a conflict is text", () => {
  expect(conflictsIn("Title\n=======\n")).toEqual([]);
});
