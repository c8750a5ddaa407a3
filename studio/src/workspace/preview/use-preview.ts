import type { ApiError } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { useWorkspace } from "../state/context";
import type { Live } from "../state/live";
import { keys } from "../state/queries";

export type Preview = Schemas["PreviewView"];
export type Sample = "many" | "few" | "none";

const GATHER_MS = 250;

/** The application as it is now; the last good one stays while something is wrong with what came after it. */
export function usePreview(sample: Sample): UseQueryResult<Preview, ApiError> {
  const { session } = useWorkspace();
  const rows = useRef<{ readonly sample: Sample; readonly digest: string; readonly rows: Preview["rows"] } | null>(
    null,
  );
  return useQuery({
    queryKey: [...keys.preview(session.id), sample],
    queryFn: async ({ signal }) => {
      const known = rows.current?.sample === sample ? rows.current : null;
      const shown = await dataOf(
        api.GET("/api/v1/sessions/{build_session_id}/preview", {
          params: {
            path: { build_session_id: session.id },
            query: { sample, ...(known && { known_rows: known.digest }) },
          },
          signal,
        }),
      );
      const found = shown.rows ?? known?.rows ?? null;
      rows.current = { sample, digest: shown.rows_digest, rows: found };
      return { ...shown, rows: found };
    },
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Has the preview follow a turn: at once when a component is announced, shortly after edits. */
export function useFollowTurn(): void {
  const { session, live } = useWorkspace();
  const client = useQueryClient();
  const made = live?.components.map(({ id, round }) => `${id}.${round}`).join() ?? "";
  const edits = live?.sentences.length ?? 0;
  useEffect(() => {
    if (made) void client.invalidateQueries({ queryKey: keys.preview(session.id) });
  }, [made, client, session.id]);
  useEffect(() => {
    if (edits === 0) return;
    const timer = setTimeout(() => void client.invalidateQueries({ queryKey: keys.preview(session.id) }), GATHER_MS);
    return () => clearTimeout(timer);
  }, [edits, client, session.id]);
}

/** New components that the turn has not announced yet: their places are kept for them. */
export function waitingIn(preview: Preview | undefined, known: ReadonlySet<string>, live: Live | null): string[] {
  if (!preview || !live || preview.turn !== live.turn || live.components.length === 0) return [];
  const announced = new Set(live.components.map(({ id }) => id));
  return preview.components.map(({ id }) => id).filter((id) => !known.has(id) && !announced.has(id));
}
