import { expect, test } from "vitest";
import { linesOf } from "./diff";

test("lines of a diff have the numbers that they have before and after", () => {
  const diff = "--- a/x.ts\n+++ b/x.ts\n@@ -3,3 +3,3 @@\n same\n-old\n+new\n+--- not a header\n";
  expect(linesOf(diff).map(({ kind, text, before, after }) => [kind, text, before, after])).toEqual([
    ["hunk", "@@ -3,3 +3,3 @@", null, null],
    ["same", "same", 3, 3],
    ["removed", "old", 4, null],
    ["added", "new", null, 4],
    ["added", "--- not a header", null, 5],
  ]);
});

test("a file that is new begins at its first line", () => {
  const lines = linesOf("--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+one\n+two\n");
  expect(lines.filter(({ kind }) => kind === "added").map(({ after }) => after)).toEqual([1, 2]);
});

test("a file without differences has no lines", () => {
  expect(linesOf("")).toEqual([]);
});
