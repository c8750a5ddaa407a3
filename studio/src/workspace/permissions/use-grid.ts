import { type KeyboardEvent, type RefObject, useRef, useState } from "react";

export interface Spot {
  readonly row: number;
  readonly column: number;
}

/** Walking over the cells of a grid by arrow keys, with one cell that Tab leads to. */
export function useGrid(
  rows: number,
  columns: number,
): {
  readonly grid: RefObject<HTMLTableElement | null>;
  readonly spot: Spot;
  readonly setSpot: (spot: Spot) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
} {
  const grid = useRef<HTMLTableElement>(null);
  const [wanted, setSpot] = useState<Spot>({ row: 0, column: 0 });
  const spot = { row: Math.min(wanted.row, rows - 1), column: Math.min(wanted.column, columns - 1) };

  const onKeyDown = (event: KeyboardEvent) => {
    // what is open above the grid has its own keys
    if (!(event.target as HTMLElement).matches("[data-cell]")) return;
    const next = stepped(event, spot, rows, columns);
    if (!next) return;
    event.preventDefault();
    setSpot(next);
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row}:${next.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return { grid, spot, setSpot, onKeyDown };
}

function stepped(event: KeyboardEvent, { row, column }: Spot, rows: number, columns: number): Spot | null {
  const [last, end] = [rows - 1, columns - 1];
  switch (event.key) {
    case "ArrowUp":
      return { row: Math.max(0, row - 1), column };
    case "ArrowDown":
      return { row: Math.min(last, row + 1), column };
    case "ArrowLeft":
      return { row, column: Math.max(0, column - 1) };
    case "ArrowRight":
      return { row, column: Math.min(end, column + 1) };
    case "Home":
      return { row: event.ctrlKey ? 0 : row, column: 0 };
    case "End":
      return { row: event.ctrlKey ? last : row, column: end };
    case "PageUp":
      return { row: Math.max(0, row - 10), column };
    case "PageDown":
      return { row: Math.min(last, row + 10), column };
    default:
      return null;
  }
}
