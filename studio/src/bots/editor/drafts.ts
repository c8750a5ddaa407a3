import { useState } from "react";
import type { VersionView } from "../types";

export interface Draft {
  readonly code: string;
  /** The cases as JSON. */
  readonly cases: string;
}

const kept = new Map<string, Draft>();

/** What was typed and not saved; it is there again when the tab is opened again. */
export function useKeptDraft(bot: string, version: VersionView): readonly [Draft, (draft: Draft) => void, Draft] {
  const saved: Draft = { code: version.code, cases: JSON.stringify(version.details.cases, null, 2) };
  const key = `${bot} ${version.number}`;
  const [draft, setDraft] = useState(() => kept.get(key) ?? saved);
  const write = (next: Draft) => {
    setDraft(next);
    if (next.code === saved.code && next.cases === saved.cases) kept.delete(key);
    else kept.set(key, next);
  };
  return [draft, write, saved];
}
