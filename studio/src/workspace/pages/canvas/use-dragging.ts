import {
  type DragEndEvent,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { ComponentKind } from "../../../spec/components";
import type { Drop } from "../../../spec/layout/changes";
import { type Container, type Path, pathKey } from "../../../spec/layout/nodes";
import { mayDrop, placesFor } from "../../../spec/layout/places";
import { dropWords } from "../words";
import { dropAt, type Line, lineOf } from "./drop-at";

/** What is dragged: a part of the layout, something new, or a component that is not shown yet. */
export type Dragged =
  | { readonly what: "node"; readonly path: Path; readonly label: string }
  | { readonly what: "kind"; readonly kind: ComponentKind; readonly label: string }
  | { readonly what: "component"; readonly name: string; readonly label: string };

export interface DraggingProps {
  readonly canvas: RefObject<HTMLElement | null>;
  readonly layout: Container;
  readonly onDrop: (dragged: Dragged, drop: Drop) => void;
}

export const HOW_TO_MOVE =
  "Press Space to pick it up, the up and down arrow keys to choose a place, the left and right ones to choose one beside another part, Space again to put it there, and Escape to leave it where it was.";

const MOUSE = { activationConstraint: { distance: 6 } };
const TOUCH = { activationConstraint: { delay: 220, tolerance: 8 } };

/** Dragging by mouse, by touch after a short hold, and by keyboard from place to place. */
export function useDragging({ canvas, layout, onDrop }: DraggingProps) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [place, setPlace] = useState<Drop | null>(null);
  const [line, setLine] = useState<Line | null>(null);
  const [said, setSaid] = useState("");
  const now = useRef<{ dragged: Dragged | null; drop: Drop | null; places: readonly Drop[]; at: number }>({
    dragged: null,
    drop: null,
    places: [],
    at: -1,
  });
  const byKeys = useRef(false);
  const latest = useRef(layout);
  latest.current = layout;

  const from = (one: Dragged | null): Path | null => (one?.what === "node" ? one.path : null);
  const aim = (drop: Drop | null) => {
    const legal = drop && mayDrop(from(now.current.dragged), drop) ? drop : null;
    now.current.drop = legal;
    setPlace(legal);
    setLine(legal && canvas.current ? lineOf(canvas.current, legal) : null);
    if (byKeys.current && legal) setSaid(`${dropWords(latest.current, legal)}. Press Space to put it here.`);
  };
  const step = (code: string): boolean => {
    const wanted = { ArrowUp: ["at", -1], ArrowDown: ["at", 1], ArrowLeft: ["beside", -1], ArrowRight: ["beside", 1] }[
      code
    ];
    if (!wanted) return false;
    const [kind, by] = wanted as ["at" | "beside", 1 | -1];
    const { places } = now.current;
    let at = by > 0 ? Math.floor(now.current.at) + 1 : Math.ceil(now.current.at) - 1;
    while (places[at] && places[at]?.kind !== kind) at += by;
    const drop = places[at];
    if (!drop) return true;
    now.current.at = at;
    const target = drop.kind === "at" ? [...drop.parent, Math.max(0, drop.index - 1)] : drop.target;
    canvas.current?.querySelector(`[data-node="${pathKey(target)}"]`)?.scrollIntoView({ block: "nearest" });
    aim(drop);
    return true;
  };

  const aiming = useRef(aim);
  aiming.current = aim;
  useEffect(() => {
    if (!dragged || byKeys.current) return;
    let point: { x: number; y: number } | null = null;
    const look = () => point && canvas.current && aiming.current(dropAt(canvas.current, point.x, point.y));
    const follow = (event: MouseEvent | TouchEvent) => {
      const where = "touches" in event ? event.touches[0] : event;
      if (where) point = { x: where.clientX, y: where.clientY };
      look();
    };
    addEventListener("mousemove", follow, { passive: true });
    addEventListener("touchmove", follow, { passive: true });
    addEventListener("scroll", look, { passive: true, capture: true });
    return () => {
      removeEventListener("mousemove", follow);
      removeEventListener("touchmove", follow);
      removeEventListener("scroll", look, { capture: true });
    };
  }, [dragged, canvas]);

  const stepping = useRef(step);
  stepping.current = step;
  // sensors of their own on every draw would draw every box again
  const keys = useMemo(
    () => ({
      coordinateGetter: (event: KeyboardEvent) => {
        if (stepping.current(event.code)) event.preventDefault();
        return undefined;
      },
    }),
    [],
  );
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, keys),
  );
  const stop = () => {
    now.current = { dragged: null, drop: null, places: [], at: -1 };
    setDragged(null);
    setPlace(null);
    setLine(null);
  };
  const handlers = {
    onDragStart: ({ active, activatorEvent }: DragStartEvent) => {
      const one = active.data.current?.dragged as Dragged;
      byKeys.current = activatorEvent instanceof KeyboardEvent;
      const places = placesFor(latest.current, from(one));
      now.current = { dragged: one, drop: null, places, at: startAt(places, from(one)) };
      setDragged(one);
      setSaid(`Picked up ${one.label}.`);
    },
    onDragEnd: (_event: DragEndEvent) => {
      const { dragged: one, drop } = now.current;
      if (one && drop) {
        setSaid(`Put ${one.label} here: ${dropWords(latest.current, drop)}.`);
        onDrop(one, drop);
      } else if (one) setSaid(`${one.label} stays where it was.`);
      stop();
    },
    onDragCancel: () => {
      if (now.current.dragged) setSaid(`${now.current.dragged.label} stays where it was.`);
      stop();
    },
  };
  return { sensors, handlers, dragged, place, line, said };
}

/** Between the places before and those after where a part stands now. */
function startAt(places: readonly Drop[], from: Path | null): number {
  if (!from) return -1;
  const before = places.findLastIndex((drop) => {
    const path = drop.kind === "at" ? [...drop.parent, drop.index] : drop.target;
    return compare(path, from) <= 0;
  });
  return before + 0.5;
}

function compare(one: Path, other: Path): number {
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const difference = (one[at] ?? -1) - (other[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
