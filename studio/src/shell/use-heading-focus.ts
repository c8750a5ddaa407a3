import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** After going to another screen the keyboard, and what is read aloud, begin at its heading. */
export function useHeadingFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        const main = document.querySelector<HTMLElement>("main");
        if (!main || main.contains(document.activeElement)) return;
        const heading = main.querySelector<HTMLElement>("h1[tabindex]") ?? main;
        heading.focus({ preventScroll: true });
      }),
    [router],
  );
}
