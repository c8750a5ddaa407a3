import { useCallback, useEffect, useState } from "react";
import type { Schemas } from "../api/client";
import type { Shapes, StepId } from "./shapes";

/** What became of a step when it was filled from words. */
export interface Filled {
  /** The shape as it came, so that later edits are known. */
  readonly by: string;
  readonly notices: readonly string[];
  readonly questions: readonly Schemas["QuestionView"][];
  /** The form as it was before, for Undo; null where it was empty. */
  readonly before: Shapes[StepId] | null;
  readonly isEdited: boolean;
}

/** All that a person has said and filled in; kept in this browser until they start over. */
export interface Draft {
  readonly texts: Partial<Record<StepId, string>>;
  /** Whether the text of the first step is meant for all steps. */
  readonly isShared: boolean;
  readonly shapes: Shapes;
  readonly filled: Partial<Record<StepId, Filled>>;
  /** The session that came of it. */
  readonly created: { readonly id: string; readonly name: string } | null;
}

export const BLANK: Draft = { texts: {}, isShared: false, shapes: {}, filled: {}, created: null };

export type ChangeDraft = (change: (draft: Draft) => Draft) => void;

/** The draft under this key, which another window may change too. */
export function useDraft(key: string): readonly [Draft, ChangeDraft] {
  const [draft, setDraft] = useState(() => read(key));
  const change = useCallback<ChangeDraft>(
    (next) =>
      setDraft((known) => {
        const changed = next(known);
        write(key, changed);
        return changed;
      }),
    [key],
  );
  useEffect(() => {
    const follow = (event: StorageEvent) => event.key === key && setDraft(read(key));
    addEventListener("storage", follow);
    return () => removeEventListener("storage", follow);
  }, [key]);
  return [draft, change];
}

function read(key: string): Draft {
  try {
    return { ...BLANK, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Draft>) };
  } catch {
    return BLANK;
  }
}

/** A browser that keeps nothing, or is full, still lets people go on. */
function write(key: string, draft: Draft): void {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Reloading would lose it then, which is what such a browser was set to do.
  }
}

/** What is said for a step: its own words, or those that are meant for all. */
export function textOf(draft: Draft, step: StepId): string {
  return draft.texts[step] ?? (draft.isShared ? (draft.texts["object-model"] ?? "") : "");
}

/** The draft with other words for a step. */
export function withText(draft: Draft, step: StepId, text: string): Draft {
  return { ...draft, texts: { ...draft.texts, [step]: text } };
}

/** The draft with shapes that somebody changed by hand in this step. */
export function withShapes(draft: Draft, step: StepId, shapes: Shapes): Draft {
  const filled = draft.filled[step];
  const marked = filled && !filled.isEdited ? { ...draft.filled, [step]: { ...filled, isEdited: true } } : draft.filled;
  return { ...draft, shapes, filled: marked };
}

/** The draft with a step as it came of words. */
export function withAnswer(draft: Draft, done: Schemas["StepDone"]): Draft {
  const step = done.stepId;
  const answer: Filled = {
    by: done.designer,
    notices: done.notices,
    questions: done.questions,
    before: draft.shapes[step] ?? null,
    isEdited: false,
  };
  return {
    ...draft,
    shapes: { ...draft.shapes, [step]: done.data },
    filled: { ...draft.filled, [step]: answer },
  };
}

/** The draft with a step as it was before it was filled last. */
export function withoutAnswer(draft: Draft, step: StepId): Draft {
  const { [step]: answer, ...filled } = draft.filled;
  const { [step]: _, ...others } = draft.shapes;
  const shapes = answer?.before ? { ...others, [step]: answer.before } : others;
  return { ...draft, shapes: shapes as Shapes, filled };
}

/** Whether somebody worked on a step by hand, so that filling it anew would take that away. */
export function isHandmade(draft: Draft, step: StepId): boolean {
  return draft.filled[step] ? draft.filled[step].isEdited : draft.shapes[step] !== undefined;
}
