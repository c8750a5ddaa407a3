import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { AnyEntity, RowBase } from "../definition/entity";
import type { ApiError } from "./errors";
import type { ListQuery, StatsQuery } from "./query";
import type { AvailableTransition, HistoryEntry, ListPage, Service, StatsGroup } from "./service";

/** Keys of everything that is kept of an entity; invalidating `all` refreshes every view of it. */
export const queryKeys = {
  all: (entity: AnyEntity) => [entity.name] as const,
  list: (entity: AnyEntity, query: ListQuery) => [entity.name, "list", query] as const,
  one: (entity: AnyEntity, id: string, expand: readonly string[] = []) => [entity.name, "one", id, expand] as const,
  history: (entity: AnyEntity, id: string) => [entity.name, "one", id, "history"] as const,
  transitions: (entity: AnyEntity, id: string) => [entity.name, "one", id, "transitions"] as const,
  stats: (entity: AnyEntity, query: StatsQuery) => [entity.name, "stats", query] as const,
};

export interface Update<Input> {
  readonly id: string;
  readonly changes: Partial<Input>;
  readonly version?: number;
}

/** React Query hooks of one entity. */
export interface EntityHooks<Row extends RowBase, Input extends object> {
  /** A page of rows; the page before stays on screen while the next one loads. */
  useList(query?: ListQuery, options?: { readonly enabled?: boolean }): UseQueryResult<ListPage<Row>, ApiError>;
  /** One row; idle while `id` is null. */
  useOne(
    id: string | null | undefined,
    options?: { readonly expand?: readonly string[] },
  ): UseQueryResult<Row, ApiError>;
  useHistory(id: string | null | undefined): UseQueryResult<readonly HistoryEntry[], ApiError>;
  useTransitions(id: string | null | undefined): UseQueryResult<readonly AvailableTransition[], ApiError>;
  useStats(query: StatsQuery): UseQueryResult<readonly StatsGroup[], ApiError>;
  useCreate(): UseMutationResult<Row, ApiError, Input>;
  useUpdate(): UseMutationResult<Row, ApiError, Update<Input>>;
  useDelete(): UseMutationResult<void, ApiError, string>;
  useRestore(): UseMutationResult<Row, ApiError, string>;
  useTransition(): UseMutationResult<Row, ApiError, { readonly id: string; readonly name: string }>;
}

/** Hooks over a service; generated code gives them the names of the entity. */
export function createHooks<Row extends RowBase, Input extends object>(
  service: Service<Row, Input>,
): EntityHooks<Row, Input> {
  const { entity } = service;
  return {
    useList: (query = {}, { enabled = true } = {}) =>
      useQuery({
        queryKey: queryKeys.list(entity, query),
        queryFn: ({ signal }) => service.list(query, { signal }),
        placeholderData: keepPreviousData,
        enabled,
      }),
    useOne: (id, { expand } = {}) =>
      useQuery({
        queryKey: queryKeys.one(entity, id ?? "", expand),
        queryFn: ({ signal }) => service.get(id ?? "", { signal, ...(expand ? { expand } : {}) }),
        enabled: Boolean(id),
      }),
    useHistory: (id) =>
      useQuery({
        queryKey: queryKeys.history(entity, id ?? ""),
        queryFn: ({ signal }) => service.history(id ?? "", { signal }),
        enabled: Boolean(id),
      }),
    useTransitions: (id) =>
      useQuery({
        queryKey: queryKeys.transitions(entity, id ?? ""),
        queryFn: ({ signal }) => service.transitions(id ?? "", { signal }),
        enabled: Boolean(id) && entity.flow !== undefined,
      }),
    useStats: (query) =>
      useQuery({
        queryKey: queryKeys.stats(entity, query),
        queryFn: ({ signal }) => service.stats(query, { signal }),
        placeholderData: keepPreviousData,
      }),
    useCreate: () => useChange((input: Input) => service.create(input)),
    useUpdate: () =>
      useChange(({ id, changes, version }: Update<Input>) =>
        service.update(id, changes, version === undefined ? {} : { version }),
      ),
    useDelete: () => useChange((id: string) => service.delete(id)),
    useRestore: () => useChange((id: string) => service.restore(id)),
    useTransition: () =>
      useChange(({ id, name }: { readonly id: string; readonly name: string }) => service.transition(id, name)),
  };
}

/** A change of data. Any view may show computed values of other entities, so all of them are refreshed. */
function useChange<Variables, Result>(
  change: (variables: Variables) => Promise<Result>,
): UseMutationResult<Result, ApiError, Variables> {
  const client = useQueryClient();
  return useMutation({ mutationFn: change, onSuccess: () => void client.invalidateQueries() });
}
