import type { CSSProperties } from "react";

/** How a container arranges its children. */
export type Direction = "row" | "column" | "grid" | "tabs" | "sidebar";

/** What differs at one width; anything unset follows the next wider one. */
export interface Placement {
  readonly direction?: Direction;
  readonly columns?: number;
  readonly hidden?: boolean;
  readonly order?: number;
}

/** Where a node of the layout stands in its parent, and what changes on phone, tablet and desktop. */
export interface PlacementProps {
  /** CSS length, percentage or `auto`. */
  readonly basis?: string;
  readonly grow?: number;
  readonly shrink?: number;
  readonly sticky?: boolean;
  readonly order?: number;
  /** Below 640 px. */
  readonly mobile?: Placement;
  /** Below 1024 px. */
  readonly tablet?: Placement;
  readonly desktop?: Placement;
}

type Variables = Record<`--${string}`, string | number>;

/** The share of the parent as a style, and the three widths as custom properties that layout.css reads. */
export function placementStyle(props: PlacementProps): CSSProperties {
  const { basis, grow, shrink, order, desktop } = props;
  const variables: Variables = {};
  const base = desktop?.order ?? order;
  if (basis !== undefined) variables["--basis"] = basis;
  if (grow !== undefined || basis !== undefined) variables["--grow"] = grow ?? (basis === "auto" ? 0 : 1);
  if (shrink !== undefined) variables["--shrink"] = shrink;
  if (base !== undefined) variables["--order"] = base;
  if (props.tablet?.order !== undefined) variables["--tablet-order"] = props.tablet.order;
  if (props.mobile?.order !== undefined) variables["--mobile-order"] = props.mobile.order;
  return variables as CSSProperties;
}

/** Attributes that layout.css selects on. */
export function placementAttributes(props: PlacementProps): Readonly<Record<`data-${string}`, string | undefined>> {
  return {
    "data-sticky": props.sticky ? "" : undefined,
    "data-hide-mobile": props.mobile?.hidden ? "" : undefined,
    "data-hide-tablet": props.tablet?.hidden ? "" : undefined,
    "data-hide-desktop": props.desktop?.hidden ? "" : undefined,
  };
}
