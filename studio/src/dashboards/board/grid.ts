import type { Size, Tile } from "../types";

/** How many columns a size of screen has. */
export const COLUMNS: Readonly<Record<Size, number>> = { desktop: 12, tablet: 6, phone: 1 };

export const MOST_ROWS = 40;
const LEAST: Readonly<Record<Size, number>> = { desktop: 2, tablet: 2, phone: 1 };
const LEAST_ROWS = 2;

/** Which part of a tile an arrangement changes. */
export type Part = Partial<Pick<Tile, "x" | "y" | "w" | "h">>;

export function overlap(one: Tile, other: Tile): boolean {
  return (
    one.block !== other.block &&
    one.x < other.x + other.w &&
    other.x < one.x + one.w &&
    one.y < other.y + other.h &&
    other.y < one.y + one.h
  );
}

/** From the top to the bottom, and there from the start: the order in which people read. */
export function inOrder(tiles: readonly Tile[]): readonly Tile[] {
  return tiles.toSorted((one, other) => one.y - other.y || one.x - other.x);
}

/** A tile within the columns that there are, of a size that can be read. */
export function fitted(tile: Tile, size: Size): Tile {
  const columns = COLUMNS[size];
  const w = Math.min(Math.max(tile.w, LEAST[size]), columns);
  const h = Math.min(Math.max(tile.h, LEAST_ROWS), MOST_ROWS);
  return { ...tile, w, h, x: Math.min(Math.max(tile.x, 0), columns - w), y: Math.max(tile.y, 0) };
}

/** Everything as far up as it goes, in the order of rows; of a row, `leading` blocks choose their place first. */
export function settled(tiles: readonly Tile[], leading: readonly string[] = []): readonly Tile[] {
  const placed: Tile[] = [];
  const first = ({ block }: Tile) => (leading.includes(block) ? leading.indexOf(block) : leading.length);
  for (const tile of tiles.toSorted((one, other) => one.y - other.y || first(one) - first(other) || one.x - other.x)) {
    let next = tile;
    while (placed.some((other) => overlap(next, other))) next = { ...next, y: next.y + 1 };
    while (next.y > 0 && !placed.some((other) => overlap({ ...next, y: next.y - 1 }, other))) {
      next = { ...next, y: next.y - 1 };
    }
    placed.push(next);
  }
  return inOrder(placed);
}

/** The layout with one tile moved or resized; what is in its way goes below it. */
export function arranged(tiles: readonly Tile[], block: string, part: Part, size: Size): readonly Tile[] {
  const old = tiles.find((tile) => tile.block === block);
  if (!old) return tiles;
  const wanted = fitted({ ...old, ...part }, size);
  const others = tiles.filter((tile) => tile.block !== block);
  const isDown = wanted.y > old.y;
  const pushed = others.map((tile) => {
    if (!overlap(wanted, tile)) return tile;
    // what a tile that goes down comes upon takes the room that it leaves, where it fits there
    const above = { ...tile, y: old.y };
    const fits = isDown && tile.y > old.y && above.y + tile.h <= wanted.y + wanted.h && tile.h <= wanted.y - old.y;
    return fits ? above : { ...tile, y: wanted.y + wanted.h };
  });
  const moved = others.filter((tile) => overlap(wanted, tile)).map((tile) => tile.block);
  return settled([wanted, ...pushed], [block, ...moved]);
}

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** What one press of an arrow key changes: a column aside, or past the block above or below; null where that is the end. */
export function stepped(tiles: readonly Tile[], tile: Tile, arrow: Arrow, size: Size): Part | null {
  if (arrow === "ArrowLeft") return tile.x > 0 ? { x: tile.x - 1 } : null;
  if (arrow === "ArrowRight") return tile.x + tile.w < COLUMNS[size] ? { x: tile.x + 1 } : null;
  const inWay = tiles.filter((one) => one.block !== tile.block && one.x < tile.x + tile.w && tile.x < one.x + one.w);
  if (arrow === "ArrowUp") {
    const above = inWay.filter((one) => one.y < tile.y).toSorted((one, other) => other.y + other.h - one.y - one.h)[0];
    return above ? { y: above.y } : null;
  }
  const [below] = inOrder(inWay.filter((one) => one.y >= tile.y + tile.h));
  return below ? { y: tile.y + below.h + (below.y - tile.y - tile.h) } : null;
}

/** What Shift and an arrow key change: the end of a block, by a column or a row; null where that is the end. */
export function stretched(tile: Tile, arrow: Arrow, size: Size): Part | null {
  const part = {
    ArrowLeft: { w: tile.w - 1 },
    ArrowRight: { w: tile.w + 1 },
    ArrowUp: { h: tile.h - 1 },
    ArrowDown: { h: tile.h + 1 },
  }[arrow];
  const next = fitted({ ...tile, ...part }, size);
  return next.w === tile.w && next.h === tile.h ? null : { w: Math.min(next.w, COLUMNS[size] - tile.x), h: next.h };
}

/** The layout with a tile for each block: what is missing is put below, what is gone is left out. */
export function complete(tiles: readonly Tile[], blocks: readonly string[], size: Size): readonly Tile[] {
  const known = tiles.filter(({ block }) => blocks.includes(block)).map((tile) => fitted(tile, size));
  let bottom = Math.max(0, ...known.map(({ y, h }) => y + h));
  const missing = blocks.filter((block) => !tiles.some((tile) => tile.block === block));
  const added = missing.map((block) => {
    const tile = fitted({ block, x: 0, y: bottom, w: Math.min(4, COLUMNS[size]), h: 4 }, size);
    bottom += tile.h;
    return tile;
  });
  return settled([...known, ...added]);
}

export function isSame(one: readonly Tile[], other: readonly Tile[]): boolean {
  const text = (tiles: readonly Tile[]) =>
    JSON.stringify(inOrder(tiles).map(({ block, x, y, w, h }) => [block, x, y, w, h]));
  return text(one) === text(other);
}

/** Which size of screen a width in pixels is. */
export function sizeOf(width: number): Size {
  if (width >= 860) return "desktop";
  return width >= 520 ? "tablet" : "phone";
}
