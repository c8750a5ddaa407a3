import type { Edge, EdgeProps } from "@xyflow/react";
import { memo, type ReactNode } from "react";
import type { Run } from "../../diagram/drawing";
import { pathOf } from "../../diagram/routes";
import type { StepData } from "./states";

type Props = EdgeProps<Edge<StepData & { readonly run: Run }>>;

/** A step: an arrow with its label and who may take it. */
export const StepLine = memo(Line, (before, next) => before.data === next.data && before.selected === next.selected);

function Line({ data }: Props): ReactNode {
  if (!data) return null;
  const { ends, bends, label: room } = data.run;
  const { path, middle } = pathOf(ends, bends);
  const { x, y } = room ?? middle;
  const back = ends.to.side === "left" ? -9 : 9;
  return (
    <>
      <path d={path} className="react-flow__edge-path diagram-line" />
      <path d={path} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={20} />
      <path className="step-head" d={`M ${ends.to.x} ${ends.to.y} l ${back} -5 v 10 z`} />
      <text className="step-label" x={x} y={data.who ? y - 3 : y + 4} textAnchor="middle">
        {cut(data.label, 28)}
      </text>
      <text className="step-who" x={x} y={y + 11} textAnchor="middle">
        {cut(data.who, 30)}
      </text>
    </>
  );
}

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
