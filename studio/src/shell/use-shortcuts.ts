import { useEffect, useRef } from "react";

export interface Shortcuts {
  /** What a sequence of keys does, such as `g h`; keys are pressed one after the other. */
  readonly keys: Readonly<Record<string, () => void>>;
  /** Ctrl K, or ⌘ K on a Mac. */
  readonly commands: () => void;
}

const PATIENCE = 1_200;

/** Listens for shortcuts everywhere but where somebody types or a dialog is open; Ctrl K works anywhere. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    let begun = "";
    let at = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        latest.current.commands();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isElsewhere(event.target)) return;
      const { keys } = latest.current;
      const sequence = begun && event.timeStamp - at < PATIENCE ? `${begun} ${event.key}` : event.key;
      const act = keys[sequence] ?? keys[event.key];
      at = event.timeStamp;
      begun = act ? "" : event.key;
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  return document.querySelector("[role='dialog'], [role='alertdialog'], [role='menu']") !== null;
}
