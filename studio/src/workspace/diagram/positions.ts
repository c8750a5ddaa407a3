import { useCallback, useState } from "react";
import type { Point } from "./layout";

/** Where a person put things by hand; the rest is where the layout puts it. */
export type Moved = Readonly<Record<string, Point>>;

export interface Positions {
  readonly moved: Moved;
  readonly put: (places: Moved) => void;
  readonly tidyUp: () => void;
}

/** What was moved in a diagram, kept in this browser so that it is the same after a reload. */
export function usePositions(key: string): Positions {
  const kept = `sayso.diagram.${key}`;
  const [state, setState] = useState(() => ({ kept, moved: read(kept) }));
  if (state.kept !== kept) setState({ kept, moved: read(kept) });
  const write = useCallback(
    (change: (before: Moved) => Moved) =>
      setState((before) => {
        const moved = change(before.kept === kept ? before.moved : read(kept));
        store(kept, moved);
        return { kept, moved };
      }),
    [kept],
  );
  const put = useCallback((places: Moved) => write((before) => ({ ...before, ...places })), [write]);
  const tidyUp = useCallback(() => write(() => ({})), [write]);
  return { moved: state.kept === kept ? state.moved : {}, put, tidyUp };
}

function read(key: string): Moved {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Point] => isPoint(entry[1])));
  } catch {
    return {};
  }
}

function store(key: string, moved: Moved): void {
  try {
    if (Object.keys(moved).length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(moved));
  } catch {
    // A full or forbidden storage costs the positions after a reload, nothing else.
  }
}

function isPoint(value: unknown): value is Point {
  const point = value as Partial<Point> | null;
  return typeof point === "object" && point !== null && Number.isFinite(point.x) && Number.isFinite(point.y);
}
