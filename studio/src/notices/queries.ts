import type { ApiError } from "@sayso/app-kit";
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, dataOf, type Schemas } from "../api/client";
import { Following } from "../api/following";

export type NoticeLine = Schemas["NoticeView"];
export type Approval = Schemas["ApprovalView"];

const KEY = ["notices"] as const;
const SHOWN = 30;
const CALM = 60_000;
const GATHER_MS = 80;

/** What one was told last, and how much of all one has not read. */
export function useNotices(enabled: boolean): UseQueryResult<Schemas["NoticesPage"], ApiError> {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/notices", { params: { query: { limit: SHOWN } }, signal })),
    refetchInterval: CALM,
    enabled,
  });
}

/** What waits for a person to approve. */
export function useOpenApprovals(enabled: boolean): UseQueryResult<readonly Approval[], ApiError> {
  return useQuery({
    queryKey: ["bots", "approvals"],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/approvals", { params: { query: { open: true, limit: SHOWN } }, signal }))).items,
    refetchInterval: CALM,
    enabled,
  });
}

/** Marks notices as read: some, or all. */
export function useRead() {
  const client = useQueryClient();
  return useMutation<Schemas["Unread"], ApiError, Partial<Schemas["NoticesRead"]>>({
    mutationFn: (body) => dataOf(api.POST("/api/v1/notices/read", { body: { all: false, ...body } })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

/** Hears of new notices; what they are about may have changed, so approvals are looked at again as well. */
export function useFollowNotices(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        void client.invalidateQueries({ queryKey: KEY });
        void client.invalidateQueries({ queryKey: ["bots", "approvals"] });
      }, GATHER_MS);
    };
    // a page out of sight needs its connections for what it shows
    const hearing = { hear: look, changed: () => undefined, restAfter: 1_000 };
    const stop = new Following("/api/v1/notices/events", 0, hearing).start();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [enabled, client]);
}
