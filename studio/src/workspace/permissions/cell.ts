import type { Spot } from "./use-grid";

/** What ties a cell to its place in the grid. */
export interface CellProps extends Spot {
  /** Whether Tab leads here. */
  readonly isStop: boolean;
  /** Makes a cell the one that Tab leads to. */
  readonly onSpot: (spot: Spot) => void;
}
