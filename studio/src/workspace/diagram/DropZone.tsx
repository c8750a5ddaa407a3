import { Handle, Position, useConnection } from "@xyflow/react";
import type { ReactNode } from "react";

/** Takes a line that is being drawn, anywhere on the box around it. */
export function DropZone(): ReactNode {
  const isDrawing = useConnection((connection) => connection.inProgress);
  return (
    <Handle
      type="target"
      position={Position.Left}
      className="diagram-drop"
      data-open={isDrawing || undefined}
      isConnectableStart={false}
    />
  );
}
