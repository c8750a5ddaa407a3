import { useSyncExternalStore } from "react";

const HEADER = "sayso-revision";

/** Whether the application on the server is another one than the page was opened with. */
class Revision {
  private first: string | null = null;
  private isOld = false;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly hasChanged = (): boolean => this.isOld;

  /** Takes note of the revision that an answer came from. An old page stays old until it is loaded anew. */
  report(headers: Headers): void {
    const seen = headers.get(HEADER);
    if (!seen) return;
    this.first ??= seen;
    if (this.isOld || seen === this.first) return;
    this.isOld = true;
    for (const listener of this.listeners) listener();
  }
}

export const revision = new Revision();

/** Whether the application was changed since this page was opened. */
export function useHasChanged(): boolean {
  return useSyncExternalStore(revision.subscribe, revision.hasChanged);
}
