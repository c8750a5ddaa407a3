import { type FilterBy, OPS_WITHOUT_VALUE, type SortBy } from "../definition/field";

/** What to list; see the data API for the meaning of each part. */
export interface ListQuery {
  readonly page?: number;
  readonly pageSize?: number;
  readonly cursor?: string;
  readonly sort?: readonly SortBy[];
  readonly q?: string;
  readonly expand?: readonly string[];
  readonly filters?: readonly FilterBy[];
  /** false leaves out the total, which is quicker on large tables. */
  readonly count?: boolean;
}

/** Which figures to compute over the rows that meet the filters. */
export interface StatsQuery {
  readonly measures: readonly { readonly op: "count" | "sum" | "avg" | "min" | "max"; readonly field?: string }[];
  readonly groupBy?: string;
  readonly filters?: readonly FilterBy[];
  readonly q?: string;
}

/** A list query as the data API's query string. */
export function listParams(query: ListQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.page !== undefined && query.page > 1) params.set("page", String(query.page));
  if (query.pageSize !== undefined) params.set("page_size", String(query.pageSize));
  if (query.cursor) params.set("cursor", query.cursor);
  if (query.sort?.length) params.set("sort", sortText(query.sort));
  if (query.q) params.set("q", query.q);
  if (query.expand?.length) params.set("expand", query.expand.join(","));
  if (query.count === false) params.set("count", "false");
  addFilters(params, query.filters ?? []);
  return params;
}

/** A stats query as the data API's query string. */
export function statsParams(query: StatsQuery): URLSearchParams {
  const params = new URLSearchParams();
  params.set("measures", query.measures.map(({ op, field }) => (field ? `${op}:${field}` : op)).join(","));
  if (query.groupBy) params.set("group_by", query.groupBy);
  if (query.q) params.set("q", query.q);
  addFilters(params, query.filters ?? []);
  return params;
}

/** `-starts_at,client.name`, the way sorts are written in addresses. */
export function sortText(sort: readonly SortBy[]): string {
  return sort.map(({ field, descending }) => (descending ? `-${field}` : field)).join(",");
}

function addFilters(params: URLSearchParams, filters: readonly FilterBy[]): void {
  for (const { field, op, value } of filters) {
    const key = op === "eq" ? `filter[${field}]` : `filter[${field}][${op}]`;
    params.append(key, OPS_WITHOUT_VALUE.has(op) ? "true" : valueText(value));
  }
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(",");
  return value === null || value === undefined ? "" : String(value);
}
