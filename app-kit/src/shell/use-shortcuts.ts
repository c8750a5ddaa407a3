import { useEffect, useRef } from "react";

/** `Ctrl K` opens the command menu; `/` leads to the page's search, or to the command menu where there is none. */
export function useShortcuts(openCommands: () => void): void {
  const open = useRef(openCommands);
  open.current = openCommands;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        open.current();
      }
      if (event.key === "/" && !isTyping(event.target)) {
        event.preventDefault();
        const search = document.querySelector<HTMLElement>("main [data-search]");
        if (search) search.focus();
        else open.current();
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
