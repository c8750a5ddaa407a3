import { toneOf } from "@sayso/app-kit";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo, type ReactNode } from "react";
import { DropZone } from "../../diagram/DropZone";
import type { StateData } from "./states";

type Props = NodeProps<Node<StateData>>;

const NOTES = { unreachable: "Nothing leads here", final: "Final", stuck: "Nothing leads out" } as const;

/** A state in its colour; drawn again only when it changed. */
export const StateBox = memo(Box, (before, next) => before.data === next.data);

function Box({ data: { state, isInitial, note } }: Props): ReactNode {
  return (
    <>
      <div className="state-box" data-tone={toneOf(state.color)}>
        <span className="state-box-label" dir="auto">
          {state.label}
        </span>
        {(isInitial || note) && (
          <span className="state-box-note" data-warns={note === "unreachable" || note === "stuck" || undefined}>
            {[isInitial ? "Begins here" : "", note ? NOTES[note] : ""].filter(Boolean).join(" · ")}
          </span>
        )}
        <DropZone />
      </div>
      <Handle
        type="source"
        position={Position.Right}
        className="diagram-handle"
        title="Drag to another state to add a step"
      />
    </>
  );
}
