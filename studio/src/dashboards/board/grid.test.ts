import { describe, expect, it } from "vitest";
import type { Tile } from "../types";
import { arranged, COLUMNS, complete, inOrder, isSame, overlap, settled, sizeOf, stepped, stretched } from "./grid";

const tile = (block: string, x: number, y: number, w: number, h: number): Tile => ({ block, x, y, w, h });
const WALL = [tile("a", 0, 0, 4, 3), tile("b", 4, 0, 4, 3), tile("c", 8, 0, 4, 3), tile("d", 0, 3, 12, 4)];

const placeOf = (tiles: readonly Tile[], block: string) => {
  const { x, y, w, h } = tiles.find((one) => one.block === block) ?? tile("", -1, -1, 0, 0);
  return [x, y, w, h];
};

describe("a layout", () => {
  it("has what is in the way of a moved block below it", () => {
    const next = arranged(WALL, "a", { x: 4 }, "desktop");
    expect(placeOf(next, "a")).toEqual([4, 0, 4, 3]);
    expect(placeOf(next, "b")).toEqual([4, 3, 4, 3]);
    expect(placeOf(next, "d")).toEqual([0, 6, 12, 4]);
  });

  it("closes the gap that a block leaves", () => {
    const next = arranged([tile("a", 0, 0, 12, 2), tile("b", 0, 2, 12, 2)], "a", { y: 2 }, "desktop");
    expect(placeOf(next, "b")).toEqual([0, 0, 12, 2]);
    expect(placeOf(next, "a")).toEqual([0, 2, 12, 2]);
  });

  it("keeps a block within its columns and at a size that can be read", () => {
    expect(placeOf(arranged(WALL, "a", { x: 99, y: 0 }, "desktop"), "a")).toEqual([8, 0, 4, 3]);
    expect(placeOf(arranged(WALL, "a", { w: 0, h: 0 }, "desktop"), "a")).toEqual([0, 0, 2, 2]);
    expect(placeOf(arranged(WALL, "a", { w: 99 }, "desktop"), "a")).toEqual([0, 0, 12, 3]);
  });

  it("never has two blocks at one place, nor one outside, however blocks are moved", () => {
    let seed = 7;
    const random = (most: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % most;
    };
    for (const size of ["desktop", "tablet", "phone"] as const) {
      let tiles = complete([], ["a", "b", "c", "d", "e", "f"], size);
      for (let step = 0; step < 300; step++) {
        const block = "abcdef"[random(6)] ?? "a";
        const part = random(2) ? { x: random(14) - 1, y: random(20) - 1 } : { w: random(14), h: random(9) };
        tiles = arranged(tiles, block, part, size);
        expect(tiles).toHaveLength(6);
        for (const one of tiles) {
          expect(one.x >= 0 && one.y >= 0 && one.x + one.w <= COLUMNS[size]).toBe(true);
          expect(tiles.filter((other) => overlap(one, other))).toEqual([]);
        }
        expect(isSame(settled(tiles), tiles)).toBe(true);
      }
    }
  });

  it("lets the keyboard carry a block past those above and below, and back", () => {
    const one = (tiles: readonly Tile[]) => tiles.find(({ block }) => block === "a") ?? tile("", 0, 0, 1, 1);
    const down = stepped(WALL, one(WALL), "ArrowDown", "desktop");
    const below = arranged(WALL, "a", down ?? {}, "desktop");
    expect(one(below).y).toBeGreaterThan(placeOf(below, "d")[1] ?? 0);
    expect(stepped(below, one(below), "ArrowDown", "desktop")).toBeNull();
    const up = stepped(below, one(below), "ArrowUp", "desktop");
    expect(one(arranged(below, "a", up ?? {}, "desktop")).y).toBe(0);
    expect(stepped(WALL, one(WALL), "ArrowLeft", "desktop")).toBeNull();
  });

  it("is stretched by the keyboard as far as there are columns", () => {
    expect(stretched(tile("a", 0, 0, 4, 3), "ArrowRight", "desktop")).toEqual({ w: 5, h: 3 });
    expect(stretched(tile("a", 0, 0, 2, 2), "ArrowUp", "desktop")).toBeNull();
    expect(stretched(tile("a", 0, 0, 1, 4), "ArrowRight", "phone")).toBeNull();
  });

  it("takes in what is new and leaves out what is gone", () => {
    const next = complete(WALL.slice(0, 3), ["b", "c", "new"], "desktop");
    expect(inOrder(next).map(({ block }) => block)).toEqual(["new", "b", "c"]);
    expect(placeOf(next, "new")).toEqual([0, 0, 4, 4]);
  });

  it("is of the size of the screen", () => {
    expect([1200, 700, 343].map(sizeOf)).toEqual(["desktop", "tablet", "phone"]);
  });
});
