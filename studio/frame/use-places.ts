import { type CSSProperties, useEffect, useState } from "react";

/** Where a component is drawn in the window. */
export interface Place {
  readonly key: string;
  readonly id: string;
  readonly style: CSSProperties;
}

const EVERY_MS = 120;

/** Where marked components are, outer ones first; looked at anew while that is of interest. */
export function usePlaces(isWanted: boolean): readonly Place[] {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  useEffect(() => {
    if (!isWanted) return setPlaces([]);
    let known = "";
    const look = () => {
      const found = placesNow();
      const now = JSON.stringify(found);
      if (now !== known) setPlaces(found);
      known = now;
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    addEventListener("scroll", look, { capture: true, passive: true });
    addEventListener("resize", look);
    return () => {
      clearInterval(timer);
      removeEventListener("scroll", look, { capture: true });
      removeEventListener("resize", look);
    };
  }, [isWanted]);
  return places;
}

function placesNow(): Place[] {
  const seen = new Map<string, number>();
  return [...document.querySelectorAll<HTMLElement>("[data-component]")].flatMap((element) => {
    const id = element.dataset.component ?? "";
    const box = boxOf(element);
    if (!box) return [];
    const nth = (seen.get(id) ?? 0) + 1;
    seen.set(id, nth);
    const [left, top, right, bottom] = box.map(Math.round) as [number, number, number, number];
    return [{ key: `${id}-${nth}`, id, style: { left, top, width: right - left, height: bottom - top } }];
  });
}

/** The box around an element and, where it has none of its own, around what is in it. */
function boxOf(element: HTMLElement): readonly number[] | null {
  const own = element.getBoundingClientRect();
  const boxes = own.width > 0 ? [own] : [...element.children].map((child) => child.getBoundingClientRect());
  const drawn = boxes.filter(({ width, height }) => width > 0 && height > 0);
  if (drawn.length === 0) return null;
  return [
    Math.min(...drawn.map(({ left }) => left)),
    Math.min(...drawn.map(({ top }) => top)),
    Math.max(...drawn.map(({ right }) => right)),
    Math.max(...drawn.map(({ bottom }) => bottom)),
  ];
}
