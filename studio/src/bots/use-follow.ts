import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useState } from "react";
import { Following, type Link, type StreamEvent } from "../api/following";
import { keys } from "./queries";
import type { LogLine } from "./types";

/** Many things change together; one look is enough. */
const GATHER_MS = 80;
const LINES = 6;

/** Hears what happens to a bot, and looks again at what has changed; gives what it says while it is made. */
export function useFollowBot(id: string, after: number | undefined): readonly string[] {
  const client = useQueryClient();
  const [lines, note] = useReducer(noted, []);
  const start = useFirst(after);
  useEffect(() => {
    if (start === undefined) return;
    const bot = gathered(() => {
      void client.invalidateQueries({ queryKey: keys.bot(id) });
      void client.invalidateQueries({ queryKey: keys.of(id) });
    });
    const runs = gathered(() => void client.invalidateQueries({ queryKey: keys.runs }));
    const hear = ({ kind, data }: StreamEvent) => {
      if (kind === "progress") note(String(data.text ?? ""));
      if (kind === "message") note(null);
      if (kind === "bot" || kind === "message") bot();
      if (kind === "run") runs();
    };
    return new Following(`/api/v1/bots/${id}/events`, start, {
      hear,
      // whatever was deleted, and whoever is signed out, is found out by asking
      changed: (link) => link === "closed" && bot(),
    }).start();
  }, [id, start, client]);
  return lines;
}

export interface RunFollowed {
  /** Lines of the log that came since the run was read. */
  readonly lines: readonly LogLine[];
  readonly link: Link;
}

/** Hears what a run does, until it has ended. */
export function useFollowRun(id: string, after: number | undefined, isOver: boolean): RunFollowed {
  const client = useQueryClient();
  const [lines, add] = useReducer(added, []);
  const [link, setLink] = useState<Link>("opening");
  const start = useFirst(after);
  useEffect(() => {
    if (start === undefined || isOver) return;
    const look = gathered(() => void client.invalidateQueries({ queryKey: keys.run(id) }));
    const hear = ({ kind, data, at }: StreamEvent) => {
      if (kind === "log") add({ text: String(data.text ?? ""), attempt: Number(data.attempt ?? 1), at });
      else look();
    };
    const changed = (now: Link) => {
      setLink(now);
      if (now === "closed") look();
    };
    return new Following(`/api/v1/runs/${id}/events`, start, { hear, changed }).start();
  }, [id, start, isOver, client]);
  return { lines, link };
}

/** A value as it was when it was known first: a stream is taken up there once. */
function useFirst(value: number | undefined): number | undefined {
  const [first, setFirst] = useState<number | undefined>(undefined);
  if (first === undefined && value !== undefined) setFirst(value);
  return first;
}

function gathered(look: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      look();
    }, GATHER_MS);
  };
}

function noted(known: readonly string[], text: string | null): readonly string[] {
  if (text === null) return [];
  return !text || known.at(-1) === text ? known : [...known, text].slice(-LINES);
}

function added(known: readonly LogLine[], line: LogLine): readonly LogLine[] {
  return [...known, line];
}
