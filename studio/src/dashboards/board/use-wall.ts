import { useUrlState } from "@sayso/app-kit";
import { useCallback, useEffect } from "react";

export interface Wall {
  /** Whether the dashboard has the screen to itself, as on a wall. */
  readonly isOn: boolean;
  readonly turn: (on: boolean) => void;
}

/** A dashboard without anything around it, on the whole screen; the address says so, for a screen that starts there. */
export function useWall(): Wall {
  const [value, set] = useUrlState("wall");
  const isOn = value !== null;
  const turn = useCallback(
    (on: boolean) => {
      set(on ? "on" : null);
      if (on) void document.documentElement.requestFullscreen?.().catch(() => undefined);
      else if (document.fullscreenElement) void document.exitFullscreen();
    },
    [set],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { target } = event;
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
      )
        return;
      if (document.querySelector("[role='dialog'], [role='menu']")) return;
      if (event.key === "f") turn(!isOn);
      else if (event.key === "Escape" && isOn) turn(false);
    };
    // the browser leaves the whole screen by itself on Escape, without a key for us
    const onChange = () => !document.fullscreenElement && isOn && set(null);
    addEventListener("keydown", onKeyDown);
    document.addEventListener("fullscreenchange", onChange);
    return () => {
      removeEventListener("keydown", onKeyDown);
      document.removeEventListener("fullscreenchange", onChange);
    };
  }, [isOn, turn, set]);
  return { isOn, turn };
}
