import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { asApiError } from "../../data/errors";
import { queryKeys } from "../../data/hooks";
import type { ListQuery } from "../../data/query";
import { type ListPage, serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FilterBy } from "../../definition/field";
import { apiQuery } from "../../entity/list-state";
import { useApp } from "../../shell/app-context";
import type { CalendarFields } from "./entries";

const PAGE_SIZE = 200;
const MOST_PAGES = 10;

interface Options {
  readonly entity: AnyEntity;
  readonly fields: CalendarFields;
  readonly first: string;
  readonly last: string;
  readonly filters: readonly FilterBy[];
  readonly q: string;
}

interface Found {
  readonly rows: readonly AnyRow[];
  /** Whether there are more than could be fetched. */
  readonly cut: boolean;
}

/** The rows that begin in a span of days, and those that began before and reach into it. */
export function useEntries({ entity, fields, first, last, filters, q }: Options) {
  const app = useApp();
  const { start, end } = fields;
  const [beginning, reaching] = useMemo(() => {
    const search = q ? { q } : {};
    const within: ListQuery = {
      ...search,
      sort: [{ field: start }],
      filters: [...filters, { field: start, op: "between", value: [first, last] }],
    };
    const into: ListQuery | null = end
      ? {
          ...search,
          sort: [{ field: start }],
          filters: [...filters, { field: start, op: "lt", value: first }, { field: end, op: "gte", value: first }],
        }
      : null;
    return [apiQuery(app, entity, within), into && apiQuery(app, entity, into)];
  }, [app, entity, start, end, first, last, filters, q]);
  const begun = useQuery({
    queryKey: [...queryKeys.list(entity, beginning), "all"],
    queryFn: ({ signal }) => everything(entity, beginning, signal),
    placeholderData: (before) => before,
  });
  const running = useQuery({
    queryKey: [...queryKeys.list(entity, reaching ?? {}), "all"],
    queryFn: ({ signal }) => everything(entity, reaching ?? {}, signal),
    enabled: reaching !== null,
    placeholderData: (before) => before,
  });
  const error = begun.error ?? running.error;
  return {
    rows: useMemo(() => begun.data && [...(running.data?.rows ?? []), ...begun.data.rows], [begun.data, running.data]),
    cut: Boolean(begun.data?.cut),
    isStale: begun.isPlaceholderData,
    error: error ? asApiError(error) : null,
    retry: () => void Promise.all([begun.refetch(), reaching && running.refetch()]),
  };
}

async function everything(entity: AnyEntity, query: ListQuery, signal: AbortSignal): Promise<Found> {
  const rows: AnyRow[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = (await serviceOf(entity).list(
      { ...query, page, pageSize: PAGE_SIZE, count: false },
      { signal },
    )) as ListPage<AnyRow>;
    rows.push(...answer.items);
    if (answer.items.length < PAGE_SIZE) return { rows, cut: false };
  }
  return { rows, cut: true };
}
