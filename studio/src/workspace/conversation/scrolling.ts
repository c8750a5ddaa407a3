import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** This near to the end counts as being there, in pixels. */
const NEAR = 48;

interface Stuck {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: boolean;
  readonly toEnd: () => void;
}

/** Keeps what grows at its end in sight, unless somebody has scrolled up to read; one's own words lead back. */
export function useStuckToEnd(own: number): Stuck {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stays = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);
  const toEnd = useCallback(() => {
    const found = scroller.current;
    stays.current = true;
    if (found) found.scrollTop = found.scrollHeight;
  }, []);
  useLayoutEffect(() => {
    const found = scroller.current;
    if (!found || !content.current) return;
    toEnd();
    const look = () => {
      stays.current = found.scrollHeight - found.scrollTop - found.clientHeight < NEAR;
      setAtEnd(stays.current);
    };
    found.addEventListener("scroll", look, { passive: true });
    const observer = "ResizeObserver" in globalThis ? new ResizeObserver(() => stays.current && toEnd()) : null;
    observer?.observe(content.current);
    observer?.observe(found);
    return () => {
      found.removeEventListener("scroll", look);
      observer?.disconnect();
    };
  }, [toEnd]);
  useEffect(() => {
    if (own > 0) toEnd();
  }, [own, toEnd]);
  return { scroller, content, isAtEnd, toEnd };
}

/** Asks for what was before when the top comes into sight, and keeps what is read where it is when it has come. */
export function useOlder(
  scroller: RefObject<HTMLDivElement | null>,
  first: number,
  ask: () => void,
): RefObject<HTMLDivElement | null> {
  const top = useRef<HTMLDivElement>(null);
  const asking = useRef(ask);
  asking.current = ask;
  const before = useRef({ first, height: 0 });
  useLayoutEffect(() => {
    const found = scroller.current;
    if (!found) return;
    const grown = found.scrollHeight - before.current.height;
    if (first < before.current.first && before.current.height > 0) found.scrollTop += grown;
    before.current = { first, height: found.scrollHeight };
  }, [scroller, first]);
  useEffect(() => {
    const mark = top.current;
    if (!mark || first === 0 || !("IntersectionObserver" in globalThis)) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        before.current = { ...before.current, height: scroller.current?.scrollHeight ?? 0 };
        asking.current();
      },
      { root: scroller.current, rootMargin: "200px 0px 0px" },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, [scroller, first]);
  return top;
}
