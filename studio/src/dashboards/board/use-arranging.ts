import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Size, Tile } from "../types";
import { arranged, COLUMNS, type Part } from "./grid";

/** An arrangement on its way: one block held by the pointer or by the keyboard, the others where they would be. */
export interface Held {
  readonly block: string;
  readonly by: "pointer" | "keys";
  readonly what: "move" | "resize";
  readonly tiles: readonly Tile[];
  /** How far the pointer is from where it took hold, in pixels. */
  readonly away: { readonly x: number; readonly y: number };
  /** Whether it is let go of without effect where the pointer is now. */
  readonly isOutside: boolean;
}

export interface Arranging {
  readonly held: Held | null;
  readonly tiles: readonly Tile[];
  /** Takes a block by the pointer. */
  readonly take: (event: PointerEvent<HTMLElement>, block: string, what: Held["what"]) => void;
  /** Takes a block by the keyboard. */
  readonly lift: (block: string) => void;
  /** Moves or resizes what the keyboard holds; where it is then, or null where it goes no further. */
  readonly step: (change: (tiles: readonly Tile[], tile: Tile) => Part | null) => Tile | null;
  readonly drop: () => void;
  readonly cancel: () => void;
}

export interface ArrangingOptions {
  readonly grid: RefObject<HTMLElement | null>;
  readonly tiles: readonly Tile[];
  readonly size: Size;
  readonly keep: (tiles: readonly Tile[], block: string) => void;
  /** Told when a block goes back to where it was. */
  readonly bounced: (block: string, why: "cancelled" | "outside") => void;
}

/** A pointer that moves less than this meant to press. */
const MEANT = 4;
/** How far outside of the grid, in pixels, a block is let go of without effect. */
const MARGIN = 80;

/** Moving and resizing the blocks of a grid; what is in the way makes room as it goes. */
export function useArranging({ grid, tiles, size, keep, bounced }: ArrangingOptions): Arranging {
  const [held, setShown] = useState<Held | null>(null);
  const latest = useRef({ held, tiles, size, keep, bounced });
  // keys may come faster than the page is drawn, so what is held is known before it is shown
  latest.current = { held: latest.current.held, tiles, size, keep, bounced };
  const setHeld = useCallback((next: Held | null) => {
    latest.current.held = next;
    setShown(next);
  }, []);
  const release = useRef<() => void>(() => undefined);

  const drop = useCallback(() => {
    const { held: now, keep: keepIt, bounced: tell } = latest.current;
    release.current();
    setHeld(null);
    if (now?.isOutside) tell(now.block, "outside");
    else if (now) keepIt(now.tiles, now.block);
  }, [setHeld]);
  const cancel = useCallback(() => {
    const { held: now, bounced: tell } = latest.current;
    release.current();
    setHeld(null);
    if (now) tell(now.block, "cancelled");
  }, [setHeld]);

  const take = useCallback(
    (event: PointerEvent<HTMLElement>, block: string, what: Held["what"]) => {
      const place = grid.current;
      const start = latest.current.tiles.find((tile) => tile.block === block);
      if (event.button !== 0 || !place || !start || latest.current.held) return;
      const { pointerId } = event;
      const from = { x: event.clientX, y: event.clientY + scrollY };
      const moved = (now: globalThis.PointerEvent) => {
        if (now.pointerId !== pointerId) return;
        const away = { x: now.clientX - from.x, y: now.clientY + scrollY - from.y };
        if (!latest.current.held && Math.hypot(away.x, away.y) < MEANT) return;
        now.preventDefault();
        scrollNear(now.clientY);
        const cell = cellOf(place, latest.current.size);
        const columns = Math.round(away.x / cell.width);
        const rows = Math.round(away.y / cell.height);
        const part: Part =
          what === "move"
            ? { x: start.x + columns, y: Math.max(0, start.y + rows) }
            : { w: start.w + columns, h: start.h + rows };
        const box = place.getBoundingClientRect();
        const isOutside =
          what === "move" &&
          (now.clientX < box.left - MARGIN || now.clientX > box.right + MARGIN || now.clientY < box.top - MARGIN);
        const next = isOutside
          ? latest.current.tiles
          : arranged(latest.current.tiles, block, part, latest.current.size);
        setHeld({ block, by: "pointer", what, tiles: next, away, isOutside });
      };
      const ended = (now: globalThis.PointerEvent) => {
        if (now.pointerId !== pointerId) return;
        if (!latest.current.held) release.current();
        else if (now.type === "pointercancel") cancel();
        else drop();
      };
      const escaped = (now: KeyboardEvent) => {
        if (now.key !== "Escape" || !latest.current.held) return;
        now.preventDefault();
        now.stopPropagation();
        cancel();
      };
      release.current = () => {
        removeEventListener("pointermove", moved);
        removeEventListener("pointerup", ended);
        removeEventListener("pointercancel", ended);
        removeEventListener("keydown", escaped, true);
        release.current = () => undefined;
      };
      addEventListener("pointermove", moved, { passive: false });
      addEventListener("pointerup", ended);
      addEventListener("pointercancel", ended);
      addEventListener("keydown", escaped, true);
    },
    [grid, cancel, drop, setHeld],
  );

  const lift = useCallback(
    (block: string) => {
      const { tiles: now } = latest.current;
      setHeld({ block, by: "keys", what: "move", tiles: now, away: { x: 0, y: 0 }, isOutside: false });
    },
    [setHeld],
  );
  const step = useCallback(
    (change: (tiles: readonly Tile[], tile: Tile) => Part | null) => {
      const { held: now } = latest.current;
      const tile = now?.tiles.find(({ block }) => block === now.block);
      const part = now && tile ? change(now.tiles, tile) : null;
      if (!now || !part) return null;
      const next = arranged(now.tiles, now.block, part, latest.current.size);
      setHeld({ ...now, tiles: next });
      return next.find(({ block }) => block === now.block) ?? null;
    },
    [setHeld],
  );

  useEffect(() => () => release.current(), []);
  return { held, tiles: held?.tiles ?? tiles, take, lift, step, drop, cancel };
}

/** The width and height of a cell with the gap behind it. */
function cellOf(grid: HTMLElement, size: Size): { readonly width: number; readonly height: number } {
  const style = getComputedStyle(grid);
  const gap = Number.parseFloat(style.columnGap) || 0;
  const row = Number.parseFloat(style.gridAutoRows) || 56;
  return { width: (grid.clientWidth + gap) / COLUMNS[size], height: row + gap };
}

const EDGE = 64;

/** Scrolls on where the pointer comes near the end of the window. */
function scrollNear(y: number): void {
  if (y > innerHeight - EDGE) scrollBy({ top: 14, behavior: "instant" });
  else if (y < EDGE) scrollBy({ top: -14, behavior: "instant" });
}
