import { type RefObject, useLayoutEffect, useRef } from "react";

/** Gives back to what is shown again the place that it was scrolled to. */
export function useKeptScroll(isShown: boolean): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  const place = useRef(0);
  useLayoutEffect(() => {
    const found = element.current;
    if (!found || !isShown) return;
    found.scrollTop = place.current;
    const keep = () => {
      place.current = found.scrollTop;
    };
    found.addEventListener("scroll", keep, { passive: true });
    return () => found.removeEventListener("scroll", keep);
  }, [isShown]);
  return element;
}
