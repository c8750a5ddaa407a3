import { useCallback, useEffect, useState } from "react";

/** What a person has begun to say in a session, kept in this browser so that a reload loses nothing. */
export interface Draft {
  readonly text: string;
  /** Answers that were picked or written, by the number of the message that asked and the place of its question. */
  readonly answers: Readonly<Record<string, string>>;
}

const EMPTY: Draft = { text: "", answers: {} };

/** The draft of a session. */
export function useDraft(session: string): readonly [Draft, (change: Partial<Draft>) => void] {
  const key = `sayso.draft.${session}`;
  const [draft, setDraft] = useState<Draft>(() => stored(key, EMPTY));
  useEffect(() => store(key, isEmpty(draft) ? null : draft), [key, draft]);
  const change = useCallback((part: Partial<Draft>) => setDraft((known) => ({ ...known, ...part })), []);
  return [draft, change];
}

function isEmpty({ text, answers }: Draft): boolean {
  return text === "" && Object.values(answers).every((answer) => answer === "");
}

/** What this browser keeps under a key; what cannot be read is forgotten. */
export function stored<T>(key: string, initial: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? initial : (JSON.parse(text) as T);
  } catch {
    return initial;
  }
}

/** Keeps something in this browser, or forgets it; a full store must not stop anybody from talking. */
export function store(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // nothing is lost but the copy for a reload
  }
}
