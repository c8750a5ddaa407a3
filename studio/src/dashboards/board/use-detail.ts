import { useChangeParams, useUrlParams } from "@sayso/app-kit";
import { useCallback } from "react";

export interface DetailPlace {
  readonly block: string | null;
  readonly tab: string;
  readonly open: (block: string, tab?: string) => void;
  readonly close: () => void;
}

/** Which block is looked into, and which part of it; the address holds both. */
export function useDetail(): DetailPlace {
  const params = useUrlParams();
  const change = useChangeParams();
  const open = useCallback((block: string, tab = "") => change({ block, tab: tab || null }, { push: true }), [change]);
  const close = useCallback(() => change({ block: null, tab: null, from: null, to: null }), [change]);
  return { block: params.block ?? null, tab: params.tab ?? "overview", open, close };
}
