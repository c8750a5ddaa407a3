import { createContext, useContext } from "react";

/** What every part of Studio can open. */
export interface Shell {
  readonly openCommands: () => void;
  readonly openShortcuts: () => void;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("This is not inside the shell.");
  return shell;
}
