import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { asApiError } from "../../data/errors";
import { queryKeys } from "../../data/hooks";
import type { ListQuery } from "../../data/query";
import { type ListPage, serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FilterBy, SortBy } from "../../definition/field";
import { useApp } from "../../shell/app-context";
import { useStored } from "../../ui/use-stored";
import { readableFields, useAccess } from "../access";
import { defaultColumns } from "../columns";
import { apiQuery, useListState } from "../list-state";

const NO_SORT: readonly SortBy[] = [];
const NO_FILTERS: readonly FilterBy[] = [];

export interface TableOptions {
  readonly entity: AnyEntity;
  readonly columns?: readonly string[] | undefined;
  readonly sort?: readonly SortBy[] | undefined;
  readonly filters?: readonly FilterBy[] | undefined;
  readonly pageSize: number;
}

/** Everything a table knows: its rows, columns, selection, and how it is narrowed and ordered. */
export function useTable({ entity, columns, sort = NO_SORT, filters = NO_FILTERS, pageSize }: TableOptions) {
  const app = useApp();
  const access = useAccess(entity);
  const state = useListState(entity, sort);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const initial = columns?.length ? columns : defaultColumns(entity);
  const [chosen, setChosen] = useStored<readonly string[] | null>(
    `sayso.columns.${app.slug}.${entity.name}.${initial.join("-")}`,
    null,
  );
  const shown = readableFields(entity, access, chosen ?? initial);
  const sets = shown.filter(([, { kind }]) => kind === "many_to_many").map(([name]) => name);
  const setsText = sets.join(",");

  const query: ListQuery = useMemo(
    () =>
      apiQuery(app, entity, {
        page: state.page,
        pageSize,
        sort: state.sort,
        q: state.q,
        filters: [...filters, ...state.filters],
        ...(setsText ? { expand: setsText.split(",") } : {}),
      }),
    [app, entity, state.page, state.sort, state.q, state.filters, pageSize, filters, setsText],
  );
  const answer = useQuery({
    queryKey: queryKeys.list(entity, query),
    queryFn: async ({ signal }) => (await serviceOf(entity).list(query, { signal })) as ListPage<AnyRow>,
    placeholderData: (before) => before,
  });
  const rows = answer.data?.items;
  const visible = useMemo(() => new Set(rows?.map(({ id }) => id)), [rows]);

  return {
    entity,
    access,
    state,
    query,
    columns: shown,
    rows,
    total: answer.data?.page.total ?? null,
    pageSize,
    hasNext: Boolean(answer.data?.page.next_cursor),
    error: answer.error ? asApiError(answer.error) : null,
    isStale: answer.isPlaceholderData,
    retry: () => void answer.refetch(),
    chosenColumns: shown.map(([name]) => name),
    chooseColumns: (next: readonly string[] | null) => setChosen(next),
    /** Selected rows that are on screen. */
    selectedRows: rows?.filter(({ id }) => selected.has(id)) ?? [],
    isSelected: (id: string) => selected.has(id) && visible.has(id),
    toggle: (id: string) => setSelected((before) => toggled(before, id)),
    selectAll: (all: boolean) => setSelected(all ? visible : new Set()),
  };
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}

export type TableState = ReturnType<typeof useTable>;
