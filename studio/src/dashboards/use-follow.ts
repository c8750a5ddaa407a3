import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer, useState } from "react";
import { Following, type Link, type StreamEvent } from "../api/following";
import { dropBlock, keys, renewBlock } from "./queries";
import type { DashboardView } from "./types";

/** What is said while a block is made, mended or refreshed, by block; the last lines of each. */
export type Progress = Readonly<Record<string, readonly string[]>>;

const LINES = 4;
/** Many blocks change together where rows of a module do; one look at a block is enough. */
const GATHER_MS = 60;

/** Hears what happens on a dashboard, and looks again at what has changed. */
export function useFollowDashboard(id: string, after: number | undefined): { progress: Progress; link: Link } {
  const client = useQueryClient();
  const [progress, note] = useReducer(noted, {});
  const [link, setLink] = useState<Link>("opening");
  const [start, setStart] = useState<number | undefined>(undefined);
  if (start === undefined && after !== undefined) setStart(after);
  useEffect(() => {
    if (start === undefined) return;
    const waiting = new Set<string>();
    const look = () => {
      const blocks = [...waiting];
      waiting.clear();
      const whole = () => client.invalidateQueries({ queryKey: keys.dashboard(id) });
      // a block that is new, or gone by now, is found out by the whole, which says too where it is
      if (blocks.length > 8 || blocks.some((block) => !isMade(client, id, block))) void whole();
      else for (const block of blocks) renewBlock(client, id, block).catch(whole);
    };
    const hear = (event: StreamEvent) => {
      const block = String(event.data.block ?? "");
      if (event.kind === "progress") note({ block, text: String(event.data.text ?? "") });
      if (event.kind === "removed") dropBlock(client, id, block);
      if (event.kind === "layout" || event.kind === "dashboard") {
        void client.invalidateQueries({ queryKey: keys.dashboard(id) });
      }
      if (event.kind !== "block") return;
      void client.invalidateQueries({ queryKey: keys.block(block) });
      if (waiting.size === 0) setTimeout(look, GATHER_MS);
      waiting.add(block);
    };
    const changed = (now: Link) => {
      setLink(now);
      // whoever is signed out, and whatever was deleted, is found out by asking
      if (now === "closed") void client.invalidateQueries({ queryKey: keys.dashboard(id) });
    };
    return new Following(`/api/v1/dashboards/${id}/events`, start, { hear, changed }).start();
  }, [id, start, client]);
  return { progress, link };
}

/** Whether a block is known and was made; one that has just been made may have got another place. */
function isMade(client: QueryClient, dashboard: string, id: string): boolean {
  const known = client.getQueryData<DashboardView>(keys.dashboard(dashboard));
  return known?.blocks.some((block) => block.id === id && block.version !== null) ?? false;
}

function noted(known: Progress, { block, text }: { readonly block: string; readonly text: string }): Progress {
  const before = known[block] ?? [];
  if (!text || before.at(-1) === text) return known;
  return { ...known, [block]: [...before, text].slice(-LINES) };
}
