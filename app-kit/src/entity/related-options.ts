import { useQueries, useQuery } from "@tanstack/react-query";
import { queryKeys } from "../data/hooks";
import { serviceOf } from "../data/service";
import type { AnyEntity, AnyRow } from "../definition/entity";
import { useFormat } from "../format/use-format";
import type { Option } from "../ui/OptionList";
import { titleOf } from "./title";
import { useDebounced } from "./use-debounced";

/** Rows of an entity as options, found by a search. */
export function useRowOptions(
  entity: AnyEntity | undefined,
  query: string,
  enabled: boolean,
): { readonly options: readonly Option[]; readonly loading: boolean } {
  const format = useFormat();
  const q = useDebounced(query.trim(), 180);
  const wanted = { q, pageSize: 30, count: false };
  const { data, isFetching } = useQuery({
    queryKey: entity ? queryKeys.list(entity, wanted) : ["none"],
    queryFn: ({ signal }) => serviceOf(entity as AnyEntity).list(wanted, { signal }),
    enabled: enabled && entity !== undefined,
    placeholderData: (before) => before,
  });
  const rows = (data?.items ?? []) as readonly AnyRow[];
  return {
    options: entity ? rows.map((row) => ({ value: row.id, label: titleOf(entity, row, format) })) : [],
    loading: isFetching || q !== query.trim(),
  };
}

/** Titles of rows by id, for places that hold ids only, such as addresses. */
export function useRowTitles(entity: AnyEntity | undefined, ids: readonly string[]): ReadonlyMap<string, string> {
  const format = useFormat();
  const answers = useQueries({
    queries: entity
      ? ids.map((id) => ({
          queryKey: queryKeys.one(entity, id),
          queryFn: ({ signal }: { signal: AbortSignal }) => serviceOf(entity).get(id, { signal }),
        }))
      : [],
  });
  return new Map(
    answers.flatMap(({ data }) =>
      data && entity ? [[(data as AnyRow).id, titleOf(entity, data as AnyRow, format)] as const] : [],
    ),
  );
}
