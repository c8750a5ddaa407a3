import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 700px)";

/** Whether the window is as narrow as a phone, where lists serve better than pictures. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(NARROW).matches,
  );
}
