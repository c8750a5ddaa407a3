import type { ApiError } from "@sayso/app-kit";
import { type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, dataOf } from "../../api/client";
import { Following, type StreamEvent } from "../../api/following";
import { keys } from "../queries";
import type { SharedDashboard } from "../types";

const GATHER_MS = 60;
/** A link may be withdrawn while the stream rests; now and then it is asked for all the same. */
const RHYTHM_MS = 5 * 60_000;

/** The dashboard that a link leads to. */
export function useSharedDashboard(token: string): UseQueryResult<SharedDashboard, ApiError> {
  return useQuery({
    queryKey: keys.shared(token),
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/shared/{token}", { params: { path: { token } }, signal })),
    refetchInterval: ({ state }) => (state.error?.status === 404 ? false : RHYTHM_MS),
  });
}

/** Hears what happens on it; the stream ends when the link is withdrawn, which asking again finds out. */
export function useFollowShared(token: string, after: number | undefined): void {
  const client = useQueryClient();
  const [start, setStart] = useState<number | undefined>(undefined);
  if (start === undefined && after !== undefined) setStart(after);
  const isOver = after === undefined && start !== undefined;
  useEffect(() => {
    if (start === undefined || isOver) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const whole = () => void client.invalidateQueries({ queryKey: keys.shared(token) });
    const hear = (event: StreamEvent) => {
      if (event.kind === "progress") return;
      clearTimeout(timer);
      timer = setTimeout(whole, GATHER_MS);
    };
    const address = `/api/v1/shared/${encodeURIComponent(token)}/events`;
    const stop = new Following(address, start, { hear, changed: (link) => link === "closed" && whole() }).start();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [token, start, isOver, client]);
}
