import type { Box, Line, Point } from "./layout";

export type Side = "left" | "right";

/** Where a line leaves one box and enters another. */
export interface Ends {
  readonly from: Point & { readonly side: Side };
  readonly to: Point & { readonly side: Side };
}

interface Placed extends Box, Point {}

/**
 * Where each line is tied to its boxes: on the sides that face each other, spread over the height in the order in
 * which their first bends or other ends come, so that lines at one side do not cross there.
 */
export function tie(
  lines: readonly Line[],
  boxes: ReadonlyMap<string, Placed>,
  bends: ReadonlyMap<string, readonly Point[]> = new Map(),
): ReadonlyMap<string, Ends> {
  const knots: Knot[] = [];
  for (const line of lines) {
    const [from, to] = [boxes.get(line.from), boxes.get(line.to)];
    if (!from || !to) continue;
    const [one, other] = sides(from, to);
    const [first, last] = [bends.get(line.id)?.at(0)?.y, bends.get(line.id)?.at(-1)?.y];
    knots.push({ line: line.id, end: "from", box: from, side: one, towards: first ?? middle(to) });
    knots.push({ line: line.id, end: "to", box: to, side: other, towards: last ?? middle(from) });
  }
  const found = new Map<string, { from?: Ends["from"]; to?: Ends["to"] }>();
  for (const group of grouped(knots)) {
    group.sort((one, other) => one.towards - other.towards || one.line.localeCompare(other.line));
    group.forEach(({ line, end, box, side }, at) => {
      const y = box.y + (box.height * (at + 1)) / (group.length + 1);
      const x = side === "left" ? box.x : box.x + box.width;
      found.set(line, { ...found.get(line), [end]: { x, y, side } });
    });
  }
  const ends = new Map<string, Ends>();
  for (const [line, { from, to }] of found) if (from && to) ends.set(line, { from, to });
  return ends;
}

interface Knot {
  readonly line: string;
  readonly end: "from" | "to";
  readonly box: Placed;
  readonly side: Side;
  readonly towards: number;
}

const middle = (box: Placed): number => box.y + box.height / 2;

function sides(from: Placed, to: Placed): readonly [Side, Side] {
  if (from.id === to.id) return ["right", "right"];
  if (from.x + from.width <= to.x) return ["right", "left"];
  if (to.x + to.width <= from.x) return ["left", "right"];
  return ["right", "right"];
}

function grouped(knots: readonly Knot[]): Knot[][] {
  const groups = new Map<string, Knot[]>();
  for (const knot of knots) {
    const key = `${knot.box.id} ${knot.side}`;
    const group = groups.get(key);
    if (group) group.push(knot);
    else groups.set(key, [knot]);
  }
  return [...groups.values()];
}

/** The path of a line through its bends, level where it leaves and enters; and the middle of it. */
export function pathOf({ from, to }: Ends, bends: readonly Point[]): { readonly path: string; readonly middle: Point } {
  if (from.side === to.side) return aroundOneSide(from, to);
  const forwards = from.side === "right";
  const points = [from, ...(forwards ? bends : [...bends].sort((one, other) => other.x - one.x)), to];
  const steps = points.slice(1).map((point, at) => {
    const before = points[at] ?? from;
    const half = (before.x + point.x) / 2;
    return `C ${half} ${before.y} ${half} ${point.y} ${point.x} ${point.y}`;
  });
  const centre = points[Math.floor(points.length / 2)] ?? from;
  const middle =
    points.length % 2 === 1
      ? centre
      : { x: (from.x + to.x) / 2, y: ((points[points.length / 2 - 1] ?? from).y + centre.y) / 2 };
  return { path: `M ${from.x} ${from.y} ${steps.join(" ")}`, middle };
}

function aroundOneSide(from: Point, to: Point): { readonly path: string; readonly middle: Point } {
  const out = Math.max(from.x, to.x) + 48 + Math.min(64, Math.abs(from.y - to.y) / 4);
  return {
    path: `M ${from.x} ${from.y} C ${out} ${from.y} ${out} ${to.y} ${to.x} ${to.y}`,
    middle: { x: (Math.max(from.x, to.x) + 3 * out) / 4, y: (from.y + to.y) / 2 },
  };
}
