import { useUrlParams } from "@sayso/app-kit";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback } from "react";
import type { TabName } from "../tab-names";

/** Opens a tab, at an element if one is named; the address holds both, so a link shows what I see. */
export function useOpenTab(): (tab: TabName, element?: string) => void {
  const navigate = useNavigate();
  const { session } = useParams({ from: "/sessions/$session/{-$tab}" });
  return useCallback(
    (tab, element) =>
      void navigate({
        to: "/sessions/$session/{-$tab}",
        params: { session, tab },
        search: (element ? { at: element } : {}) as never,
      }),
    [navigate, session],
  );
}

/** The id of the element that the address points at; a tab shows it and gives it the focus. */
export function usePointedAt(): string | null {
  return useUrlParams().at ?? null;
}
