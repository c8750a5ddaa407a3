import type { ApiError } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { type Paged, usePages } from "../../api/pages";
import type { Span } from "./spans";

export type Report = Schemas["UsageReport"];
export type Usage = Schemas["UsageView"];
export type Budget = Schemas["BudgetView"];
export type Limits = Schemas["BudgetBody"];
export type Call = Schemas["CallView"];

export const budgetKey = ["models", "budget"] as const;

/** What models took between two moments. */
export function useUsage({ since, until }: Span): UseQueryResult<Report, ApiError> {
  return useQuery({
    queryKey: ["models", "usage", since, until],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/models/usage", { params: { query: { since, ...(until ? { until } : {}) } }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** What may be spent, and how this month stands. */
export function useBudget(): UseQueryResult<Budget, ApiError> {
  return useQuery({
    queryKey: budgetKey,
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/models/budget", { signal })),
  });
}

export const setBudget = (body: Limits) => dataOf(api.PUT("/api/v1/models/budget", { body }));

export interface CallFilter {
  readonly role?: Call["role"];
  readonly outcome?: Call["outcome"];
}

/** Single calls of models, the newest first, page by page. */
export function useCalls(filter: CallFilter): Paged<Call> {
  return usePages<Call>({
    key: ["models", "calls", filter],
    ask: (query, signal) =>
      dataOf(api.GET("/api/v1/models/calls", { params: { query: { ...query, ...filter } }, signal })),
    limit: 25,
  });
}
