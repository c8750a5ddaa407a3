import type { ReactNode } from "react";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { type PlacementProps, placementAttributes, placementStyle } from "./placement";

export interface SlotProps extends PlacementProps {
  readonly children?: ReactNode;
}

/** The place of one component; if the component breaks, the rest of the page stands. */
export function Slot({ children, ...placement }: SlotProps): ReactNode {
  return (
    <div className="kit-slot" style={placementStyle(placement)} {...placementAttributes(placement)}>
      <ErrorBoundary>{children}</ErrorBoundary>
    </div>
  );
}
