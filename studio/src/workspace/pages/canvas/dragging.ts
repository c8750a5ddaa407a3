import { createContext, useContext } from "react";
import type { Dragged } from "./use-dragging";

export const DraggingContext = createContext<Dragged | null>(null);

/** What is dragged over the canvas at the moment. */
export function useDragged(): Dragged | null {
  return useContext(DraggingContext);
}
