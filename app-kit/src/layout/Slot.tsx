import { type ReactNode, use } from "react";
import { HostContext, useMark } from "../shell/host";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { type PlacementProps, placementAttributes, placementStyle } from "./placement";

export interface SlotProps extends PlacementProps {
  readonly children?: ReactNode;
}

/** The place of one component; if the component breaks, the rest of the page stands. */
export function Slot({ children, ...placement }: SlotProps): ReactNode {
  const mark = useMark(children);
  const { instead } = use(HostContext);
  return (
    <div
      className="kit-slot"
      data-component={mark}
      style={placementStyle(placement)}
      {...placementAttributes(placement)}
    >
      <ErrorBoundary component={mark}>{(mark && instead?.(mark)) || children}</ErrorBoundary>
    </div>
  );
}
