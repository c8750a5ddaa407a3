import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useState } from "react";
import { Following, type Link, type StreamEvent } from "../../api/following";
import { hearPublishing } from "../review/publishing-news";
import { Frames } from "./frames";
import { type Followed, grow, NOTHING_HEARD } from "./live";
import { keys } from "./queries";

const SAID = new Set(["message", "done", "failed", "cancelled"]);
const MOVED = new Set(["revision", "approved", "published"]);
const STOOD = new Set(["turn", "done", "failed", "cancelled", "revision", "approved", "published", "session"]);

export interface FollowedSession {
  readonly followed: Followed;
  readonly link: Link;
}

/** Hears what happens in a session behind an event, and has what is kept of it asked for again. */
export function useFollow(id: string, after: number | undefined): FollowedSession {
  const client = useQueryClient();
  const [followed, take] = useReducer(growAll, NOTHING_HEARD);
  const [link, setLink] = useState<Link>("opening");
  const [start, setStart] = useState<number | undefined>(undefined);
  if (start === undefined && after !== undefined) setStart(after);
  useEffect(() => {
    if (start === undefined) return;
    const frames = new Frames<StreamEvent>((events) => {
      take(events);
      renew(client, id, events);
      for (const event of events) hearPublishing(client, id, event);
    });
    const changed = (now: Link) => {
      setLink(now);
      // whoever is signed out, and whatever was deleted, is found out by asking
      if (now === "closed") void client.invalidateQueries({ queryKey: keys.session(id) });
    };
    const stop = new Following(`/api/v1/sessions/${id}/events`, start, {
      hear: (event) => frames.add(event),
      changed,
    }).start();
    return () => {
      stop();
      frames.stop();
    };
  }, [id, start, client]);
  return { followed, link };
}

function growAll(followed: Followed, events: readonly StreamEvent[]): Followed {
  return events.reduce(grow, followed);
}

/** Has asked for again what these events have changed. */
function renew(client: QueryClient, id: string, events: readonly StreamEvent[]): void {
  const ask = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  if (events.some(({ kind }) => SAID.has(kind))) ask(keys.messages(id));
  if (events.some(isMove)) ask(keys.content(id));
  if (events.some(({ kind }) => STOOD.has(kind))) ask(keys.session(id));
}

/** Whether the content is another one now: a turn may end without a revision. */
function isMove({ kind, data }: StreamEvent): boolean {
  return MOVED.has(kind) || (kind === "done" && data.revision !== null);
}
