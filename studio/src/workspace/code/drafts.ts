import { useCallback, useSyncExternalStore } from "react";

/** Text that is not saved yet, and the saved text that it was made of. */
export interface Draft {
  readonly text: string;
  readonly base: string;
}

const listeners = new Set<() => void>();
const known = new Map<string, { readonly raw: string; readonly draft: Draft }>();
let lists = new Map<string, readonly string[]>();

const startOf = (session: string) => `sayso.draft.${session}.`;

function changed(): void {
  lists = new Map();
  for (const listener of listeners) listener();
}

/** Unsaved texts of files, kept in this browser so that a reload loses nothing. */
export const drafts = {
  read(session: string, path: string): Draft | null {
    const key = startOf(session) + path;
    const raw = localStorage.getItem(key);
    if (raw === null) return null;
    const found = known.get(key);
    if (found?.raw === raw) return found.draft;
    const draft = JSON.parse(raw) as Draft;
    known.set(key, { raw, draft });
    return draft;
  },
  write(session: string, path: string, draft: Draft): void {
    if (draft.text === draft.base) localStorage.removeItem(startOf(session) + path);
    else localStorage.setItem(startOf(session) + path, JSON.stringify(draft));
    changed();
  },
  forget(session: string, path: string): void {
    localStorage.removeItem(startOf(session) + path);
    changed();
  },
  /** Paths of a session with unsaved text. */
  of(session: string): readonly string[] {
    const found = lists.get(session);
    if (found) return found;
    const start = startOf(session);
    const paths = Object.keys(localStorage)
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(start.length))
      .sort();
    lists.set(session, paths);
    return paths;
  },
};

function subscribe(listener: () => void): () => void {
  const elsewhere = (event: StorageEvent) => event.key?.startsWith("sayso.draft.") && changed();
  listeners.add(listener);
  addEventListener("storage", elsewhere);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", elsewhere);
  };
}

/** The unsaved text of a file, followed as it changes, also in another tab of the browser. */
export function useDraft(session: string, path: string): Draft | null {
  return useSyncExternalStore(subscribe, () => drafts.read(session, path));
}

/** Paths of the session with unsaved text. */
export function useDrafts(session: string): readonly string[] {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => drafts.of(session), [session]),
  );
}
