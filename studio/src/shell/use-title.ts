import { useEffect } from "react";

/** Names the window after what is on screen, the most telling part first: `useTitle("Profile", "Account")`. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), "Sayso"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
