import { expect, test } from "vitest";
import { arrange, type Box, type Line } from "./layout";
import { pathOf, tie } from "./routes";

const box = (id: string, height = 100): Box => ({ id, width: 200, height });
const line = (from: string, to: string): Line => ({ id: `${from}-${to}`, from, to });
const boxes = [..."abcdefghij"].map((id, at) => box(id, 60 + 20 * at));
const lines = [
  line("a", "b"),
  line("a", "c"),
  line("b", "d"),
  line("c", "d"),
  line("a", "d"),
  line("f", "g"),
  line("d", "a"),
];

test("the same content is always the same picture", () => {
  expect(arrange(boxes, lines)).toEqual(arrange(boxes, lines));
});

test("no two boxes overlap, connected or not", () => {
  const { boxes: corners } = arrange(boxes, lines);
  for (const one of boxes) {
    for (const other of boxes) {
      if (one.id >= other.id) continue;
      const [a, b] = [corners.get(one.id), corners.get(other.id)];
      if (!a || !b) return expect.unreachable();
      const apart = a.x + 200 <= b.x || b.x + 200 <= a.x || a.y + one.height <= b.y || b.y + other.height <= a.y;
      expect([one.id, other.id, apart]).toEqual([one.id, other.id, true]);
    }
  }
});

test("nothing at all, one box, and a box that leads to itself can be drawn", () => {
  expect(arrange([], []).boxes.size).toBe(0);
  expect(arrange([box("a")], [line("a", "a")]).boxes.get("a")).toBeDefined();
  expect(arrange([box("a")], [line("a", "gone")]).bends.size).toBe(0);
});

test("lines leave a box on the side that faces the other one, in the order of their ends", () => {
  const placed = new Map([
    ["a", { ...box("a"), x: 0, y: 0 }],
    ["b", { ...box("b"), x: 400, y: 300 }],
    ["c", { ...box("c"), x: 400, y: -300 }],
  ]);
  const ends = tie([line("a", "b"), line("a", "c"), line("b", "a")], placed);
  expect(ends.get("a-b")?.from).toMatchObject({ x: 200, side: "right" });
  expect(ends.get("a-b")?.to).toMatchObject({ x: 400, side: "left" });
  expect(ends.get("b-a")?.from).toMatchObject({ x: 400, side: "left" });
  expect(ends.get("a-c")?.from.y).toBeLessThan(ends.get("a-b")?.from.y ?? 0);
});

test("a line that leads back to its own box goes around its side", () => {
  const placed = new Map([["a", { ...box("a"), x: 0, y: 0 }]]);
  const ends = tie([line("a", "a")], placed).get("a-a");
  if (!ends) return expect.unreachable();
  expect(pathOf(ends, []).middle.x).toBeGreaterThan(200);
});
