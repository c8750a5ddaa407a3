import { useEffect, useSyncExternalStore } from "react";
import { storage } from "./storage";

export type Theme = "system" | "light" | "dark";

const KEY = "sayso.theme";
const listeners = new Set<() => void>();

function stored(): Theme {
  const value = storage.getItem(KEY);
  return value === "light" || value === "dark" ? value : "system";
}

function systemIsDark(): boolean {
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
}

function subscribe(listener: () => void): () => void {
  const query = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
  listeners.add(listener);
  query?.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    query?.removeEventListener("change", listener);
  };
}

/** Shows every part of the page light, dark or as the system has it. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") storage.removeItem(KEY);
  else storage.setItem(KEY, theme);
  for (const listener of listeners) listener();
}

/** Light, dark or as the system has it; `shown` is what that comes to. */
export function useTheme(): { theme: Theme; shown: "light" | "dark"; choose: (theme: Theme) => void } {
  const theme = useSyncExternalStore(subscribe, stored);
  const dark = useSyncExternalStore(subscribe, systemIsDark);
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  return { theme, shown: theme === "system" ? (dark ? "dark" : "light") : theme, choose: chooseTheme };
}
