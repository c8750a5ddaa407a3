import type { ApiError } from "@sayso/app-kit";
import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

/** A part of a list of the API. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** Which part of a list is asked for. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** A list as far as it was asked for; `items` is null until the first part is there. */
export interface Paged<Item> {
  readonly items: readonly Item[] | null;
  readonly error: ApiError | null;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly more: () => void;
  /** Whether what is shown still belongs to what was asked for before. */
  readonly isStale: boolean;
}

export interface PagesOptions<Item> {
  readonly key: QueryKey;
  readonly ask: (query: PageQuery, signal: AbortSignal) => Promise<Page<Item>>;
  readonly limit?: number;
  readonly enabled?: boolean;
  /** In how many milliseconds it is asked for again. */
  readonly rhythm?: (items: readonly Item[]) => number;
}

/** A long list of the API, part by part. */
export function usePages<Item>({ key, ask, limit = 50, enabled = true, rhythm }: PagesOptions<Item>): Paged<Item> {
  const found = useInfiniteQuery<Page<Item>, ApiError, InfiniteData<Page<Item>>, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask({ limit, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: null,
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    enabled,
    ...(rhythm ? { refetchInterval: ({ state }) => rhythm(itemsOf(state.data)) } : {}),
  });
  return {
    items: found.data ? itemsOf(found.data) : null,
    error: found.data ? null : found.error,
    retry: () => void found.refetch(),
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    more: () => void found.fetchNextPage(),
    isStale: found.isPlaceholderData,
  };
}

function itemsOf<Item>(data: InfiniteData<Page<Item>> | undefined): readonly Item[] {
  return data?.pages.flatMap(({ items }) => items) ?? [];
}
