import { createContext, useContext } from "react";

/** Selects an element from within a drawing. */
export const PickContext = createContext<(id: string) => void>(() => undefined);

export const usePick = (): ((id: string) => void) => useContext(PickContext);
