import type { ComponentPart, FlowPart } from "../shapes";

/** A component of a page. */
export interface ComponentRowProps {
  readonly part: ComponentPart;
  readonly onPart: (part: ComponentPart) => void;
  readonly place: string;
}

/** The states, or the moves, of a flow. */
export interface FlowRowsProps {
  readonly flow: FlowPart;
  readonly onFlow: (flow: FlowPart) => void;
  /** Where the flow stands. */
  readonly at: number;
}
