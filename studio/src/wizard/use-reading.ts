import { useCallback, useEffect, useRef, useState } from "react";
import { readStep } from "./calls";
import { type ChangeDraft, type Draft, textOf, withAnswer } from "./draft";
import { type Failure, failureOf } from "./problems";
import type { StepId } from "./shapes";
import { STEPS } from "./steps";

export interface Reading {
  /** The step that is being read now, and whether all are. */
  readonly now: { readonly step: StepId; readonly isAll: boolean } | null;
  readonly failures: Partial<Record<StepId, Failure>>;
  readonly read: (step: StepId) => Promise<boolean>;
  readonly readAll: () => Promise<void>;
  readonly cancel: () => void;
  readonly forget: () => void;
}

/** Fills steps from words, one at a time, until it is done or cancelled; what came before a failure stays. */
export function useReading(draft: Draft, change: ChangeDraft): Reading {
  const [now, setNow] = useState<Reading["now"]>(null);
  const [failures, setFailures] = useState<Reading["failures"]>({});
  const present = useRef(draft);
  const running = useRef<AbortController | null>(null);
  present.current = draft;
  useEffect(() => () => running.current?.abort(), []);

  const fail = useCallback((step: StepId, failure: Failure | null) => {
    setFailures(({ [step]: _, ...others }) => (failure ? { ...others, [step]: failure } : others));
  }, []);

  const take = useCallback(
    async (step: StepId, from: Draft, signal: AbortSignal): Promise<Draft> => {
      fail(step, null);
      const done = await readStep(step, textOf(from, step), from.shapes, signal);
      signal.throwIfAborted();
      change((known) => withAnswer(known, done));
      return withAnswer(from, done);
    },
    [change, fail],
  );

  const run = useCallback(async (work: (signal: AbortSignal) => Promise<void>) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    try {
      await work(own.signal);
    } finally {
      if (running.current === own) {
        running.current = null;
        setNow(null);
      }
    }
  }, []);

  const read = useCallback(
    async (step: StepId) => {
      let isDone = false;
      await run(async (signal) => {
        setNow({ step, isAll: false });
        try {
          await take(step, present.current, signal);
          isDone = true;
        } catch (error) {
          if (!signal.aborted) fail(step, failureOf(error));
        }
      });
      return isDone;
    },
    [run, take, fail],
  );

  const readAll = useCallback(
    () =>
      run(async (signal) => {
        let known = present.current;
        for (const { id } of STEPS) {
          if (signal.aborted || !textOf(known, id).trim()) continue;
          setNow({ step: id, isAll: true });
          try {
            known = await take(id, known, signal);
          } catch (error) {
            if (!signal.aborted) fail(id, failureOf(error));
            if (id === "object-model") return;
          }
        }
      }),
    [run, take, fail],
  );

  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setNow(null);
  }, []);
  const forget = useCallback(() => setFailures({}), []);
  return { now, failures, read, readAll, cancel, forget };
}
