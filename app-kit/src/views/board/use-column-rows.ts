import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { asApiError } from "../../data/errors";
import { queryKeys } from "../../data/hooks";
import type { ListQuery } from "../../data/query";
import { type ListPage, serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FilterBy, SortBy } from "../../definition/field";
import { apiQuery } from "../../entity/list-state";
import { useApp } from "../../shell/app-context";

const PAGE_SIZE = 50;
const FRESHEST_FIRST: readonly SortBy[] = [{ field: "updated_at", descending: true }];

interface Options {
  readonly entity: AnyEntity;
  readonly groupBy: string;
  readonly value: string | null;
  readonly filters: readonly FilterBy[];
  readonly q: string;
  readonly sort: readonly SortBy[];
  readonly expand: readonly string[];
}

/** The rows of one column, a page at a time; what moved last stands first unless an order was chosen. */
export function useColumnRows({ entity, groupBy, value, filters, q, sort, expand }: Options) {
  const app = useApp();
  const query = useMemo<ListQuery>(() => {
    const own: FilterBy =
      value === null ? { field: groupBy, op: "is_null", value: true } : { field: groupBy, op: "eq", value };
    return apiQuery(app, entity, {
      pageSize: PAGE_SIZE,
      count: false,
      sort: sort.length ? sort : FRESHEST_FIRST,
      filters: [own, ...filters.filter(({ field }) => field !== groupBy)],
      ...(q ? { q } : {}),
      ...(expand.length ? { expand } : {}),
    });
  }, [app, entity, groupBy, value, filters, q, sort, expand]);
  const answer = useInfiniteQuery({
    queryKey: [...queryKeys.list(entity, query), "pages"],
    queryFn: async ({ signal, pageParam }) =>
      (await serviceOf(entity).list({ ...query, page: pageParam }, { signal })) as ListPage<AnyRow>,
    initialPageParam: 1,
    getNextPageParam: (last: ListPage<AnyRow>) => (last.items.length === PAGE_SIZE ? last.page.page + 1 : undefined),
  });
  const rows = useMemo(() => answer.data?.pages.flatMap(({ items }) => items), [answer.data]);
  return {
    rows,
    error: answer.error ? asApiError(answer.error) : null,
    retry: () => void answer.refetch(),
    hasMore: answer.hasNextPage,
    loadingMore: answer.isFetchingNextPage,
    more: () => void answer.fetchNextPage(),
  };
}
