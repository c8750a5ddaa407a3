import {
  type CollisionDetection,
  KeyboardSensor,
  MouseSensor,
  pointerWithin,
  rectIntersection,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useMemo, useRef } from "react";

/**
 * Dragging between columns by mouse, by touch after a short hold so that a swipe still scrolls, and by keyboard,
 * where the arrow keys go from column to column whatever their size.
 */
export function useColumnDragging(columnIds: readonly string[]) {
  const chosen = useRef<string | null>(null);
  const ids = useRef(columnIds);
  ids.current = columnIds;
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: (event, { currentCoordinates, context }) => {
        const step = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
        if (step === 0) return undefined;
        event.preventDefault();
        const now = chosen.current ?? String(context.active?.data.current?.column ?? "");
        const forward = getComputedStyle(document.documentElement).direction === "rtl" ? -step : step;
        const next = ids.current[ids.current.indexOf(now) + forward];
        if (next === undefined) return undefined;
        chosen.current = next;
        const rect = context.droppableRects.get(next);
        const element = context.droppableContainers.get(next)?.node.current;
        element?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
        return rect ? { x: rect.left + 8, y: currentCoordinates.y } : { ...currentCoordinates };
      },
    }),
  );
  const collisionDetection = useMemo<CollisionDetection>(
    () => (args) => {
      if (chosen.current !== null) return [{ id: chosen.current }];
      const within = pointerWithin(args);
      return within.length ? within : rectIntersection(args);
    },
    [],
  );
  const forget = () => {
    chosen.current = null;
  };
  return { sensors, collisionDetection, forget };
}
