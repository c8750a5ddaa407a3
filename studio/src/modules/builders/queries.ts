import type { ApiError } from "@sayso/app-kit";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { keys } from "../queries";

export type Builder = Schemas["BuilderView"];
export type ReachApproval = Schemas["ReachApprovalView"];
export type Decision = Schemas["Decision"];
export type ReachApprovals = Schemas["ReachApprovalsView"];

/** Who may change a module: its maker, and who was granted it. */
export function useBuilders(slug: string): UseQueryResult<readonly Builder[], ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "builders"),
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/modules/{slug}/builders", { params: { path: { slug } }, signal }))).builders,
  });
}

/** Changes that let somebody reach further: those that wait, and those that were decided. */
export function useReachApprovals(slug: string): UseQueryResult<ReachApprovals, ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "approvals"),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/modules/{slug}/approvals", { params: { path: { slug } }, signal })),
  });
}

const place = (slug: string, user_id: string) => ({ params: { path: { slug, user_id } } });

export const grantBuilder = (slug: string, user: string) =>
  dataOf(api.PUT("/api/v1/modules/{slug}/builders/{user_id}", place(slug, user)));

export const revokeBuilder = (slug: string, user: string) =>
  dataOf(api.DELETE("/api/v1/modules/{slug}/builders/{user_id}", place(slug, user)));

export const decideReach = (slug: string, approval_id: string, body: Decision) =>
  dataOf(api.POST("/api/v1/modules/{slug}/approvals/{approval_id}", { params: { path: { slug, approval_id } }, body }));
