import { type RefObject, useLayoutEffect, useState } from "react";
import type { Size } from "../types";
import { sizeOf } from "./grid";

/** Which size of screen a place is, by its own width: a sidebar takes room from it. */
export function useSize(place: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>(() => sizeOf(innerWidth < 900 ? innerWidth : innerWidth - 240));
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => element.clientWidth > 0 && setSize(sizeOf(element.clientWidth));
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(element);
    return () => watching.disconnect();
  }, [place]);
  return size;
}
