import type { Edge, Node } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import { arrange, type Box, type Line, type Picture, type Point } from "./layout";
import type { Positions } from "./positions";
import { type Ends, tie } from "./routes";

/** A box and what is drawn in it; the same object means the same picture. */
export interface DrawnBox extends Box {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Read to people who cannot see it. */
  readonly words: string;
}

/** A line and what is written at it. */
export interface DrawnLine extends Line {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly words: string;
}

/** What a line's component is given: its own data, and where it runs. */
export interface Run {
  readonly ends: Ends;
  readonly bends: readonly Point[];
  /** The middle of the room that was kept for its words. */
  readonly label: Point | null;
}

interface Drawing {
  readonly nodes: Node[];
  readonly edges: Edge[];
  readonly drag: (id: string, to: Point) => void;
  readonly drop: (id: string, to: Point) => void;
}

const ORIGIN: Point = { x: 0, y: 0 };

/** Boxes and lines with their places: by the layout, where they were put by hand, or where they are being dragged. */
export function useDrawing(
  boxes: readonly DrawnBox[],
  lines: readonly DrawnLine[],
  { moved, put }: Positions,
  selected: string | null,
): Drawing {
  const picture = usePicture(boxes, lines);
  const [dragged, setDragged] = useState<{ readonly id: string; readonly to: Point } | null>(null);
  const drag = useCallback((id: string, to: Point) => setDragged({ id, to }), []);
  const drop = useCallback(
    (id: string, to: Point) => {
      setDragged(null);
      put({ [id]: { x: Math.round(to.x), y: Math.round(to.y) } });
    },
    [put],
  );
  const nodeCache = useRef(new Map<string, Node>());
  const nodes = useMemo(() => {
    const next = boxes.map((box) => {
      const at = dragged?.id === box.id ? dragged.to : (moved[box.id] ?? picture.boxes.get(box.id) ?? ORIGIN);
      return same(nodeCache.current.get(box.id), nodeOf(box, at, box.id === selected));
    });
    nodeCache.current = new Map(next.map((node) => [node.id, node]));
    return next;
  }, [boxes, moved, picture, dragged, selected]);

  const edgeCache = useRef(new Map<string, Edge>());
  const edges = useMemo(() => {
    const places = new Map(
      nodes.map(({ id, position, width = 0, height = 0 }) => [id, { id, ...position, width, height }]),
    );
    const isLoose = (id: string) => id in moved || dragged?.id === id;
    const bends = new Map(
      lines.filter(({ from, to }) => !isLoose(from) && !isLoose(to)).map(({ id }) => [id, picture.bends.get(id) ?? []]),
    );
    const ends = tie(lines, places, bends);
    const next = lines.flatMap((line) => {
      const tied = ends.get(line.id);
      if (!tied) return [];
      const known = bends.get(line.id);
      const run: Run = { ends: tied, bends: known ?? [], label: (known && picture.labels.get(line.id)) ?? null };
      return [same(edgeCache.current.get(line.id), edgeOf(line, run, line.id === selected))];
    });
    edgeCache.current = new Map(next.map((edge) => [edge.id, edge]));
    return next;
  }, [lines, nodes, moved, picture, dragged, selected]);
  return { nodes, edges, drag, drop };
}

/** Laid out anew only when a box or a line comes, goes or has another size. */
function usePicture(boxes: readonly DrawnBox[], lines: readonly DrawnLine[]): Picture {
  const shape = JSON.stringify([
    boxes.map(({ id, width, height }) => [id, width, height]),
    lines.map(({ id, from, to, label }) => [id, from, to, label?.width, label?.height]),
  ]);
  const kept = useRef<{ readonly shape: string; readonly picture: Picture } | null>(null);
  if (kept.current?.shape !== shape) kept.current = { shape, picture: arrange(boxes, lines) };
  return kept.current.picture;
}

function nodeOf({ id, type, width, height, data, words }: DrawnBox, position: Point, selected: boolean): Node {
  return { id, type, position, width, height, data, selected, ariaLabel: words };
}

function edgeOf({ id, type, from, to, data, words }: DrawnLine, run: Run, selected: boolean): Edge {
  return { id, type, source: from, target: to, data: { ...data, run }, selected, ariaLabel: words };
}

/** The object of before where nothing of it differs, so that only what changed is drawn again. */
function same<T extends Node | Edge>(before: T | undefined, next: T): T {
  return before && JSON.stringify(plain(before)) === JSON.stringify(plain(next)) && isSameData(before, next)
    ? before
    : next;
}

function plain({ data, ...rest }: Node | Edge): unknown {
  return [rest, data && "run" in data ? data.run : null];
}

function isSameData(one: Node | Edge, other: Node | Edge): boolean {
  const [mine, yours] = [one.data ?? {}, other.data ?? {}];
  return Object.keys(yours).every((key) => key === "run" || mine[key] === yours[key]);
}
