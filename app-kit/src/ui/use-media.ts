import { useCallback, useSyncExternalStore } from "react";

/** Whether a media query matches, followed as it changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = globalThis.matchMedia?.(query);
      list?.addEventListener("change", listener);
      return () => list?.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => globalThis.matchMedia?.(query).matches ?? false);
}

/** Whether the page is as narrow as a phone. */
export function useIsPhone(): boolean {
  return useMedia("(max-width: 639.98px)");
}
