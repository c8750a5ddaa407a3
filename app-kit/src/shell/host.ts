import { createMemoryHistory, type RouterHistory } from "@tanstack/react-router";
import { type ComponentType, createContext, isValidElement, type ReactNode, use } from "react";

/** What an application stands in when it is not a page of its own, as in a preview. */
export interface Host {
  /** Where the address is kept; the address bar when unset. */
  readonly history?: RouterHistory;
  /** Begins afresh, as loading the page anew does. */
  readonly restart?: () => void;
  /** The ids of components, which what they draw is marked with as `data-component`. */
  readonly marks?: ReadonlyMap<ComponentType, string>;
  /** What is drawn instead of a component that is not there yet. */
  readonly instead?: (component: string) => ReactNode;
  /** What is offered where a component broke. */
  readonly repair?: { readonly label: string; readonly ask: (component: string, error: Error) => void };
}

/** An address that is kept in memory. */
export function memoryHistory(address = "/"): RouterHistory {
  return createMemoryHistory({ initialEntries: [address] });
}

export const HostContext = createContext<Host>({});

/** Begins the application afresh. */
export function useRestart(): () => void {
  return use(HostContext).restart ?? (() => location.reload());
}

/** The mark of the component that is drawn here; undefined where it has none. */
export function useMark(children: ReactNode): string | undefined {
  const { marks } = use(HostContext);
  if (!marks || !isValidElement(children) || typeof children.type !== "function") return undefined;
  return marks.get(children.type as ComponentType);
}
