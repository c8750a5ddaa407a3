import { createContext, use, useEffect, useSyncExternalStore } from "react";

/** What is laid out on the present page, so that parts need no wiring to take each other into account. */
type Part = "form" | "detail" | "filters" | "list";

class PageParts {
  private readonly counts = new Map<string, number>();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  has(part: Part, entity: string): boolean {
    return (this.counts.get(`${part}:${entity}`) ?? 0) > 0;
  }

  first(part: Part): string | undefined {
    const found = [...this.counts].find(([key, count]) => count > 0 && key.startsWith(`${part}:`));
    return found?.[0].slice(part.length + 1);
  }

  add(part: Part, entity: string): () => void {
    const key = `${part}:${entity}`;
    this.change(key, 1);
    return () => this.change(key, -1);
  }

  private change(key: string, by: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + by);
    for (const listener of this.listeners) listener();
  }
}

export const pageParts = new PageParts();

/** True inside a drawer or dialog, whose parts are not laid out on the page. */
export const FloatingContext = createContext(false);

/** Says that this part is laid out on the page. */
export function useLaidOut(part: Part, entity: string): void {
  const floating = use(FloatingContext);
  useEffect(() => (floating ? undefined : pageParts.add(part, entity)), [floating, part, entity]);
}

/** Whether the page has such a part of the entity. */
export function useHasPart(part: Part, entity: string): boolean {
  return useSyncExternalStore(pageParts.subscribe, () => pageParts.has(part, entity));
}

/** The entity of the page's first part of a kind. */
export function useFirstPart(part: Part): string | undefined {
  return useSyncExternalStore(pageParts.subscribe, () => pageParts.first(part));
}
