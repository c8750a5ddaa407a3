import { toast, toastError } from "@sayso/app-kit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { api, dataOf } from "../../api/client";
import { keys } from "../queries";
import type { DashboardView, Size, Tile } from "../types";
import { complete, isSame } from "./grid";

export interface LayoutOf {
  readonly tiles: readonly Tile[];
  /** Keeps an arrangement at once, and takes it back where the server refuses it. */
  readonly keep: (tiles: readonly Tile[], words: string) => void;
  /** Takes the last arrangement back; false where there is none. */
  readonly undo: () => boolean;
}

interface Step {
  readonly size: Size;
  readonly before: readonly Tile[];
}

/** Where the blocks of a dashboard are at a size of screen, and the way to arrange them otherwise. */
export function useLayout(dashboard: DashboardView, size: Size): LayoutOf {
  const client = useQueryClient();
  const past = useRef<Step[]>([]);
  const { id, layouts, blocks } = dashboard;
  const tiles = useMemo(
    () =>
      complete(
        layouts[size],
        blocks.map((block) => block.id),
        size,
      ),
    [layouts, blocks, size],
  );

  const put = useCallback(
    (at: Size, items: readonly Tile[]) =>
      client.setQueryData<DashboardView>(
        keys.dashboard(id),
        (known) => known && { ...known, layouts: { ...known.layouts, [at]: [...items] } },
      ),
    [client, id],
  );
  const { mutate } = useMutation({
    mutationFn: ({
      at,
      items,
    }: {
      readonly at: Size;
      readonly items: readonly Tile[];
      readonly before: readonly Tile[];
    }) =>
      dataOf(
        api.PUT("/api/v1/dashboards/{dashboard_id}/layouts/{size}", {
          params: { path: { dashboard_id: id, size: at } },
          body: { items: [...items] },
        }),
      ),
    scope: { id: `layout ${id}` },
    onMutate: async ({ at, items }) => {
      await client.cancelQueries({ queryKey: keys.dashboard(id) });
      put(at, items);
    },
    onError: (error, { at, before }) => {
      past.current.pop();
      put(at, before);
      void client.invalidateQueries({ queryKey: keys.dashboard(id) });
      toastError(error);
    },
  });

  const undo = useCallback(() => {
    const step = past.current.pop();
    if (!step) return false;
    mutate({ at: step.size, items: step.before, before: step.before });
    return true;
  }, [mutate]);
  const keep = useCallback(
    (items: readonly Tile[], words: string) => {
      if (isSame(items, tiles)) return;
      past.current.push({ size, before: tiles });
      mutate({ at: size, items, before: tiles });
      toast(words, { undo });
    },
    [mutate, size, tiles, undo],
  );
  return { tiles, keep, undo };
}
