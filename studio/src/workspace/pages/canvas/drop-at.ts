import type { Drop } from "../../../spec/layout/changes";
import { type Path, pathFrom } from "../../../spec/layout/nodes";

/** How near to an edge a drop makes a row or column of two. */
const BESIDE = 0.24;
/** How near to the edge of a box a drop stays outside of it, in pixels. */
const RIM = 9;

export interface Line {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

type Axis = "x" | "y";

/** The place under a point of the screen; null outside of the canvas. */
export function dropAt(canvas: HTMLElement, x: number, y: number): Drop | null {
  const under = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-node]");
  return under && canvas.contains(under) ? placeIn(under, x, y) : null;
}

function placeIn(element: HTMLElement, x: number, y: number): Drop {
  const path = pathFrom(element.dataset.node ?? "");
  const parent = path.slice(0, -1);
  const at = path.at(-1) ?? 0;
  const around = element.dataset.around as Axis | "tabs" | undefined;
  const rect = element.getBoundingClientRect();
  const along = around === "x" ? share(x, rect.left, rect.width) : share(y, rect.top, rect.height);
  if (element.dataset.kind === "slot") {
    const across = around === "x" ? share(y, rect.top, rect.height) : share(x, rect.left, rect.width);
    const direction = around === "x" ? "column" : "row";
    if (around !== "tabs" && across < BESIDE) return { kind: "beside", target: path, side: "start", direction };
    if (around !== "tabs" && across > 1 - BESIDE) return { kind: "beside", target: path, side: "end", direction };
    return { kind: "at", parent, index: along < 0.5 ? at : at + 1 };
  }
  if (path.length > 0 && around && around !== "tabs") {
    const [from, size] = around === "x" ? [x - rect.left, rect.width] : [y - rect.top, rect.height];
    if (from < RIM) return { kind: "at", parent, index: at };
    if (size - from < RIM) return { kind: "at", parent, index: at + 1 };
  }
  return { kind: "at", parent: path, index: indexIn(element, path, x, y) };
}

const share = (value: number, start: number, size: number): number => (size > 0 ? (value - start) / size : 0);

/** Beside the nearest child, on the side that the point is on. */
function indexIn(element: HTMLElement, path: Path, x: number, y: number): number {
  const axis = element.dataset.axis as Axis;
  const children = childrenOf(element, path.length);
  let best: { readonly distance: number; readonly index: number } | null = null;
  for (const child of children) {
    const rect = child.getBoundingClientRect();
    const [dx, dy] = [Math.max(rect.left - x, 0, x - rect.right), Math.max(rect.top - y, 0, y - rect.bottom)];
    const distance = Math.hypot(dx, dy);
    const isAfter = axis === "x" ? x > rect.left + rect.width / 2 : y > rect.top + rect.height / 2;
    const index = (pathFrom(child.dataset.node ?? "").at(-1) ?? 0) + (isAfter ? 1 : 0);
    if (!best || distance < best.distance) best = { distance, index };
  }
  return best?.index ?? Number(element.dataset.count ?? 0);
}

function childrenOf(element: HTMLElement, depth: number): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("[data-node]")].filter(
    (child) => pathFrom(child.dataset.node ?? "").length === depth + 1,
  );
}

const THICK = 3;

/** Where the line of a place is drawn, on the screen. */
export function lineOf(canvas: HTMLElement, drop: Drop): Line | null {
  const find = (path: Path) => canvas.querySelector<HTMLElement>(`[data-node="${path.join(".")}"]`);
  if (drop.kind === "beside") {
    const rect = find(drop.target)?.getBoundingClientRect();
    return rect ? edge(rect, drop.direction === "row" ? "x" : "y", drop.side === "start") : null;
  }
  const box = find(drop.parent);
  if (!box) return null;
  const axis = box.dataset.axis as Axis;
  const next = find([...drop.parent, drop.index]);
  if (next) return edge(next.getBoundingClientRect(), axis, true);
  const last = find([...drop.parent, drop.index - 1]);
  if (last) return edge(last.getBoundingClientRect(), axis, false);
  const { left, top, width, height } = box.getBoundingClientRect();
  return { left: left + 8, top: top + height / 2, width: width - 16, height: THICK };
}

function edge({ left, top, width, height }: DOMRect, axis: Axis, isStart: boolean): Line {
  if (axis === "x")
    return { left: (isStart ? left : left + width) - THICK / 2 - (isStart ? 5 : -5), top, width: THICK, height };
  return { left, top: (isStart ? top : top + height) - THICK / 2 - (isStart ? 5 : -5), width, height: THICK };
}
