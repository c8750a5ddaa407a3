import { asApiError, ConnectionLost } from "@sayso/app-kit";
import { type RefObject, useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { type Message, useAddMessage } from "../state/messages";
import { store, stored } from "./drafts";
import type { Answer } from "./payload";

/** Something that is said: words, answers, or both. */
export interface Words {
  readonly text: string;
  readonly about?: string | null;
  readonly answers?: readonly Answer[];
}

/** A message on its way; the key makes sending it twice the same as once. */
export interface Outgoing extends Words {
  readonly key: string;
  readonly since: number;
  /** Why it did not arrive; none while it is being sent. */
  readonly problem: { readonly message: string; readonly hint?: string; readonly isLost: boolean } | null;
}

export interface Outbox {
  readonly waiting: readonly Outgoing[];
  readonly send: (words: Words) => void;
  /** Sends one again that did not arrive, under the same key. */
  readonly again: (key: string) => void;
  /** Takes one back that did not arrive. */
  readonly drop: (key: string) => void;
}

type Move =
  | { readonly kind: "put"; readonly one: Outgoing }
  | { readonly kind: "gone"; readonly key: string }
  | { readonly kind: "held"; readonly key: string; readonly problem: Outgoing["problem"] };

/** What was on its way when the page was closed is sent again by itself this long; its key keeps it single. */
const FRESH = 5 * 60_000;

/** Before a message is sent again that the connection was lost under, in milliseconds. */
const PAUSE = 1_500;

/** Messages on their way: sent one after the other, kept over a reload, and never twice. */
export function useOutbox(session: string, isConnected: boolean): Outbox {
  const place = `sayso.outbox.${session}`;
  const add = useAddMessage(session);
  const [waiting, move] = useReducer(moved, place, restored);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const latest = useRef(waiting);
  latest.current = waiting;
  useEffect(() => store(place, waiting.length > 0 ? waiting : null), [place, waiting]);

  const post = useCallback(
    (one: Outgoing) => {
      queue.current = queue.current.then(async () => {
        try {
          add(await posted(session, one));
          move({ kind: "gone", key: one.key });
        } catch (error) {
          move({ kind: "held", key: one.key, problem: problemOf(error) });
        }
      });
    },
    [session, add],
  );
  const send = useCallback(
    (words: Words) => {
      const one: Outgoing = { ...words, key: crypto.randomUUID(), since: Date.now(), problem: null };
      move({ kind: "put", one });
      post(one);
    },
    [post],
  );
  const again = useCallback(
    (key: string) => {
      const one = latest.current.find((other) => other.key === key);
      if (!one) return;
      move({ kind: "held", key, problem: null });
      post(one);
    },
    [post],
  );
  const drop = useCallback((key: string) => move({ kind: "gone", key }), []);
  useRestored(latest, post);
  useReconnected(isConnected, waiting, again);
  return useMemo(() => ({ waiting, send, again, drop }), [waiting, send, again, drop]);
}

/** Sends what was on its way when the page was closed. */
function useRestored(latest: RefObject<readonly Outgoing[]>, post: (one: Outgoing) => void): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    for (const one of latest.current) if (!one.problem) post(one);
  }, [latest, post]);
}

/** Sends what was held up by a lost connection, as long as the server can be heard. */
function useReconnected(isConnected: boolean, waiting: readonly Outgoing[], again: (key: string) => void): void {
  useEffect(() => {
    const lost = waiting.filter(({ problem }) => problem?.isLost);
    if (!isConnected || lost.length === 0) return;
    const timer = setTimeout(() => {
      for (const { key } of lost) again(key);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [isConnected, waiting, again]);
}

function restored(key: string): readonly Outgoing[] {
  return stored<readonly Outgoing[]>(key, []).map((one) =>
    one.problem || Date.now() - one.since < FRESH
      ? one
      : { ...one, problem: { message: "The page was closed before this was sent.", isLost: false } },
  );
}

function moved(waiting: readonly Outgoing[], step: Move): readonly Outgoing[] {
  if (step.kind === "put") return [...waiting, step.one];
  if (step.kind === "gone") return waiting.filter(({ key }) => key !== step.key);
  return waiting.map((one) => (one.key === step.key ? { ...one, problem: step.problem } : one));
}

async function posted(session: string, { text, about, answers, key }: Outgoing): Promise<Message> {
  const body: Schemas["NewMessage"] = {
    text,
    key,
    answers: (answers ?? []).map((one) => ({ ...one })),
    ...(about ? { about } : {}),
  };
  const sent = await dataOf(
    api.POST("/api/v1/sessions/{build_session_id}/messages", {
      params: { path: { build_session_id: session } },
      body,
    }),
  );
  return sent.message;
}

function problemOf(thrown: unknown): Outgoing["problem"] {
  const error = asApiError(thrown);
  if (error instanceof ConnectionLost) {
    return { message: "The connection was lost. This is sent as soon as it is back.", isLost: true };
  }
  return { message: error.message, isLost: false, ...(error.hint ? { hint: error.hint } : {}) };
}
