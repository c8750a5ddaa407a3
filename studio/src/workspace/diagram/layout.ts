import { Graph, layout } from "@dagrejs/dagre";

/** Something to be placed; sizes in pixels of the diagram. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A line between two boxes; `label` is the room that its words need. */
export interface Line {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label?: { readonly width: number; readonly height: number };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything goes: corners of boxes, bends of lines and the middle of their words. */
export interface Picture {
  readonly boxes: ReadonlyMap<string, Point>;
  readonly bends: ReadonlyMap<string, readonly Point[]>;
  readonly labels: ReadonlyMap<string, Point>;
}

const GAP = 56;

/**
 * Boxes in layers from left to right with few crossings, after Sugiyama, Tagawa and Toda (1981) as dagre does it. What is
 * not connected is laid out apart and set in rows. The same input always gives the same picture.
 */
export function arrange(boxes: readonly Box[], lines: readonly Line[], aspect = 1.6): Picture {
  const islands = islandsOf(boxes, lines).map(layered);
  return packed(islands, aspect);
}

interface Island {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** Boxes that hang together, the largest group first; those without any line one by one at the end. */
function islandsOf(boxes: readonly Box[], lines: readonly Line[]): Island[] {
  const parent = new Map(boxes.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    const above = parent.get(id) ?? id;
    return above === id ? id : root(above);
  };
  const drawn = lines.filter(({ from, to }) => parent.has(from) && parent.has(to));
  for (const { from, to } of drawn) parent.set(root(from), root(to));
  const groups = new Map<string, Box[]>();
  for (const box of boxes) {
    const key = root(box.id);
    groups.set(key, [...(groups.get(key) ?? []), box]);
  }
  return [...groups.values()]
    .map((group) => ({ boxes: group, lines: drawn.filter(({ from }) => root(from) === root(group[0]?.id ?? "")) }))
    .sort((one, other) => other.boxes.length - one.boxes.length);
}

interface Laid extends Picture {
  readonly width: number;
  readonly height: number;
}

function layered({ boxes, lines }: Island): Laid {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 36, ranksep: 72, edgesep: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, from, to, label } of lines) {
    graph.setEdge(from, to, { width: label?.width ?? 0, height: label?.height ?? 0, labelpos: "c" }, id);
  }
  layout(graph);
  const corners = new Map<string, Point>();
  let [width, height] = [0, 0];
  for (const box of boxes) {
    const { x, y } = graph.node(box.id) as Point;
    corners.set(box.id, { x: Math.round(x - box.width / 2), y: Math.round(y - box.height / 2) });
    width = Math.max(width, x + box.width / 2);
    height = Math.max(height, y + box.height / 2);
  }
  const bends = new Map<string, readonly Point[]>();
  const labels = new Map<string, Point>();
  for (const { id, from, to } of lines) {
    const edge = graph.edge({ v: from, w: to, name: id }) as { points: Point[]; x?: number; y?: number };
    bends.set(id, edge.points.slice(1, -1));
    if (edge.x !== undefined && edge.y !== undefined) labels.set(id, { x: edge.x, y: edge.y });
  }
  return { boxes: corners, bends, labels, width, height };
}

/** Islands in rows, each below the one before once the wanted width is used up. */
function packed(islands: readonly Laid[], aspect: number): Picture {
  const area = islands.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const wide = Math.max(Math.sqrt(area * aspect), ...islands.map(({ width }) => width));
  const boxes = new Map<string, Point>();
  const bends = new Map<string, readonly Point[]>();
  const labels = new Map<string, Point>();
  let [x, y, tallest] = [0, 0, 0];
  for (const island of islands) {
    if (x > 0 && x + island.width > wide) [x, y, tallest] = [0, y + tallest + GAP, 0];
    const moved = (point: Point): Point => ({ x: point.x + x, y: point.y + y });
    for (const [id, corner] of island.boxes) boxes.set(id, moved(corner));
    for (const [id, points] of island.bends) bends.set(id, points.map(moved));
    for (const [id, point] of island.labels) labels.set(id, moved(point));
    x += island.width + GAP;
    tallest = Math.max(tallest, island.height);
  }
  return { boxes, bends, labels };
}
