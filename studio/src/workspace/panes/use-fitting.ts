import { type RefObject, useLayoutEffect, useState } from "react";
import { TABS } from "../tabs";

/** Room that a tab takes beside its label: the icon, gaps and padding. */
const AROUND = 46;
const PER_LETTER = 7.4;
const MENU = 84;

/** How many tabs there is room for, the menu of the others included. */
export function useFitting(list: RefObject<HTMLElement | null>): number {
  const [fitting, setFitting] = useState<number>(TABS.length);
  useLayoutEffect(() => {
    const bar = list.current?.parentElement;
    if (!bar || !("ResizeObserver" in globalThis)) return;
    const measure = () => bar.clientWidth > 0 && setFitting(fittingIn(bar.clientWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(bar);
    measure();
    return () => observer.disconnect();
  }, [list]);
  return fitting;
}

/** How many tabs fit into a width in pixels; two at the least. */
export function fittingIn(width: number): number {
  const widths = TABS.map(({ label }) => AROUND + label.length * PER_LETTER);
  const all = widths.reduce((sum, one) => sum + one, 0);
  if (all <= width) return widths.length;
  let room = width - MENU;
  const count = widths.findIndex((one) => {
    room -= one;
    return room < 0;
  });
  return Math.max(2, count);
}
