import { type RefObject, useLayoutEffect, useState } from "react";

/** Whether what an element holds is wider than the element, so that it has to scroll sideways. */
export function useOverflows(element: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const { current } = element;
    const content = current?.firstElementChild;
    if (!current || !content || typeof ResizeObserver === "undefined") return undefined;
    const measure = () => setOverflows(content.scrollWidth > current.clientWidth + 1);
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    observer.observe(content);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return overflows;
}
