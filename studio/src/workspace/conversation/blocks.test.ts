import { expect, test } from "vitest";
import { blocksOf } from "./blocks";

test("paragraphs, lists and code are told apart", () => {
  const text = "First **line**\nsecond\n\n- one\n- `two`\n\n1. a\n2. b\n```ts\nconst x = 1;\n\n```\nLast";
  expect(blocksOf(text).map(({ kind }) => kind)).toEqual(["paragraph", "list", "list", "code", "paragraph"]);
  expect(blocksOf(text)[0]).toMatchObject({ lines: [[{ text: "First " }, { kind: "strong", text: "line" }], [{}]] });
  expect(blocksOf(text)[3]).toEqual({ kind: "code", text: "const x = 1;\n" });
});

test("code that is still being written reaches to the end", () => {
  expect(blocksOf("Look:\n```\nconst a")).toEqual([
    { kind: "paragraph", lines: [[{ kind: "text", text: "Look:" }]] },
    { kind: "code", text: "const a" },
  ]);
});

test("markup of others stays the words that it is", () => {
  const [block] = blocksOf('<img src=x onerror="alert(1)"> [a](javascript:b)');
  expect(block).toEqual({
    kind: "paragraph",
    lines: [[{ kind: "text", text: '<img src=x onerror="alert(1)"> [a](javascript:b)' }]],
  });
});
