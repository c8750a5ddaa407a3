import { type ReactNode, useMemo } from "react";
import { entityLabel } from "../../../spec/lookup";
import type { AppSpec, Flow } from "../../../spec/types";
import { Canvas } from "../../diagram/Canvas";
import { usePositions } from "../../diagram/positions";
import type { Selection } from "../../editing/selection";
import { StateBox } from "./StateBox";
import { StepLine } from "./StepLine";
import { statesOf, stepsOf } from "./states";

const BOXES = { state: StateBox };
const LINES = { step: StepLine };

export interface FlowDiagramProps {
  readonly spec: AppSpec;
  readonly flow: Flow;
  /** The session whose positions these are. */
  readonly session: string;
  readonly selection: Selection;
  readonly onConnect?: ((from: string, to: string) => void) | undefined;
}

/** The states of a flow and the steps between them. */
export function FlowDiagram({ spec, flow, session, selection, onConnect }: FlowDiagramProps): ReactNode {
  const { at, select, goal } = selection;
  const boxes = useMemo(() => statesOf(flow), [flow]);
  const lines = useMemo(() => stepsOf(spec, flow), [spec, flow]);
  const positions = usePositions(`${session}.${flow.id}`);
  const onSelect = useMemo(() => (id: string | null) => select(id, { flow: flow.id }), [select, flow.id]);
  return (
    <Canvas
      key={flow.id}
      label={`State flow of ${entityLabel(spec, flow.entity)}`}
      boxes={boxes}
      lines={lines}
      boxTypes={BOXES}
      lineTypes={LINES}
      positions={positions}
      selected={at}
      onSelect={onSelect}
      goal={goal}
      onConnect={onConnect}
    />
  );
}
