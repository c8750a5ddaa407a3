import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ApiError } from "./errors";
import { request } from "./request";

export interface ReportColumn {
  readonly key: string;
  readonly label: string;
  readonly type: string;
}

export interface ReportData {
  readonly name: string;
  readonly title: string;
  readonly chart: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
  /** `day`, `week`, `month`, `quarter` or `year`, where the report is grouped by periods; its dates are their first days. */
  readonly period?: string | null;
  /** The span of days it covers, both counted, where it is limited to one. */
  readonly from?: string | null;
  readonly to?: string | null;
}

/** The figures of a report, optionally within a span of days (`YYYY-MM-DD`). */
export function useReport(
  name: string,
  span: { readonly from?: string; readonly to?: string } = {},
): UseQueryResult<ReportData, ApiError> {
  return useQuery({
    queryKey: ["report", name, span],
    queryFn: ({ signal }) =>
      request<ReportData>("GET", `/api/reports/${encodeURIComponent(name)}`, {
        query: new URLSearchParams({ ...(span.from && { from: span.from }), ...(span.to && { to: span.to }) }),
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}
