import type { ApiError } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "./client";

/** When something happens again and again: at the times of a cron expression, or so many seconds apart. */
export type Recurring =
  | { readonly kind: "cron"; readonly cron: string; readonly time_zone: string }
  | { readonly kind: "interval"; readonly seconds: number };

/** A timing in words, and when it is due next; the server knows both. */
export function useTiming(timing: Recurring | null): UseQueryResult<Schemas["TimingView"], ApiError> {
  return useQuery({
    queryKey: ["timing", timing],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/timing", { params: { query: queryOf(timing) }, signal })),
    enabled: timing !== null,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

function queryOf(timing: Recurring | null): { cron?: string; time_zone?: string; seconds?: number } {
  if (timing?.kind === "cron") return { cron: timing.cron, time_zone: timing.time_zone };
  return timing ? { seconds: timing.seconds } : {};
}

/** Whether a text has the five parts that a cron expression has; the server reads it thoroughly. */
export function isCron(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  return parts.length === 5 && parts.every((part) => /^[\d*,/\-a-z]+$/i.test(part));
}

/** The time zones that there are. */
export const TIME_ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** The time zone of whoever looks. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** `90` as `90 seconds`, `7200` as `2 hours`: the largest unit that needs no fraction. */
export function spanWords(seconds: number): string {
  const units = [
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ] as const;
  const [unit, length] = units.find(([, length]) => seconds % length === 0) ?? ["second", 1];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
