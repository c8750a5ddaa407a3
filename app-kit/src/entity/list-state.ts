import { useCallback, useMemo } from "react";
import type { ListQuery } from "../data/query";
import type { App } from "../definition/app";
import type { AnyEntity } from "../definition/entity";
import type { FilterBy, FilterOp, SortBy } from "../definition/field";
import { useApp } from "../shell/app-context";
import { useChangeParams, useUrlParams } from "../shell/url";

/**
 * How the lists of one entity are narrowed and ordered, held by the address:
 * `?appointment.status=booked&appointment.price.gte=20&appointment:sort=-starts_at&appointment:q=ada&appointment:page=2`.
 */
export interface ListState {
  readonly filters: readonly FilterBy[];
  readonly q: string;
  readonly sort: readonly SortBy[];
  readonly page: number;
  /** Whether anything narrows the list. */
  readonly isNarrowed: boolean;
  /** Sets the filter of a field and operator; an empty value removes it. */
  setFilter(field: string, op: FilterOp, value: string | null): void;
  /** Replaces every filter of a field by the given ones. */
  replaceField(field: string, ...filters: readonly (FilterBy | null)[]): void;
  clear(): void;
  setQ(q: string): void;
  setSort(sort: readonly SortBy[]): void;
  setPage(page: number): void;
  /** Replaces filters, search and sort by those of a saved view. */
  apply(view: SavedQuery): void;
}

/** Filters, search and sort as parameters, the way a saved view keeps them. */
export type SavedQuery = Readonly<Record<string, string>>;

/** The part of the address that speaks of an entity's lists. */
export function savedQueryOf(entity: AnyEntity, params: Readonly<Record<string, string>>): SavedQuery {
  const own = Object.entries(params).filter(
    ([key]) =>
      (key.startsWith(`${entity.name}.`) || key.startsWith(`${entity.name}:`)) && key !== `${entity.name}:page`,
  );
  return Object.fromEntries(own);
}

/** The state of an entity's lists on the present page. */
export function useListState(entity: AnyEntity, initialSort: readonly SortBy[] = []): ListState {
  const params = useUrlParams();
  const change = useChangeParams();
  const { name } = entity;
  const filters = useMemo(() => filtersIn(entity, params), [entity, params]);
  const sort = useMemo(() => parseSort(params[`${name}:sort`]) ?? initialSort, [name, params, initialSort]);
  const q = params[`${name}:q`] ?? "";

  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => change({ [`${name}:page`]: null, ...changes }),
    [change, name],
  );
  const emptied = () => Object.fromEntries(Object.keys(savedQueryOf(entity, params)).map((key) => [key, null]));

  return {
    filters,
    q,
    sort,
    page: Math.max(1, Number(params[`${name}:page`]) || 1),
    isNarrowed: filters.length > 0 || q !== "",
    setFilter: (field, op, value) => set({ [paramOf(name, field, op)]: value }),
    replaceField: (field, ...next) =>
      set({
        ...Object.fromEntries(
          filters.filter((each) => each.field === field).map(({ op }) => [paramOf(name, field, op), null]),
        ),
        ...Object.fromEntries(
          next.flatMap((each) => (each ? [[paramOf(name, field, each.op), String(each.value)]] : [])),
        ),
      }),
    clear: () =>
      set({
        [`${name}:q`]: null,
        ...Object.fromEntries(filters.map(({ field, op }) => [paramOf(name, field, op), null])),
      }),
    setQ: (text) => set({ [`${name}:q`]: text || null }),
    setSort: (next) => set({ [`${name}:sort`]: next.length ? sortParam(next) : null }),
    setPage: (page) => change({ [`${name}:page`]: page > 1 ? String(page) : null }),
    apply: (view) => set({ ...emptied(), ...view }),
  };
}

function paramOf(entity: string, field: string, op: FilterOp): string {
  return op === "eq" ? `${entity}.${field}` : `${entity}.${field}.${op}`;
}

function filtersIn(entity: AnyEntity, params: Readonly<Record<string, string>>): readonly FilterBy[] {
  return Object.entries(params).flatMap(([key, value]) => {
    const [owner, field, op = "eq", ...rest] = key.split(".");
    if (owner !== entity.name || !field || rest.length || !(field in entity.fields)) return [];
    return [{ field, op: op as FilterOp, value }];
  });
}

function sortParam(sort: readonly SortBy[]): string {
  return sort.map(({ field, descending }) => (descending ? `-${field}` : field)).join(",");
}

function parseSort(text: string | undefined): readonly SortBy[] | undefined {
  return text
    ?.split(",")
    .filter(Boolean)
    .map((part) => (part.startsWith("-") ? { field: part.slice(1), descending: true } : { field: part }));
}

/** A query in the names of the data API, from one in the names of the entity's fields. */
export function apiQuery(app: App, entity: AnyEntity, query: ListQuery): ListQuery {
  return {
    ...query,
    ...(query.filters ? { filters: query.filters.map((filter) => apiFilter(entity, filter)) } : {}),
    ...(query.sort ? { sort: query.sort.flatMap((sort) => apiSort(app, entity, sort)) } : {}),
  };
}

/** A filter in the names of the data API. */
export function apiFilter(entity: AnyEntity, filter: FilterBy): FilterBy {
  const kind = entity.fields[filter.field]?.kind;
  if (kind === "belongs_to") return { ...filter, field: `${filter.field}_id` };
  if (kind === "many_to_many")
    return { ...filter, field: `${filter.field}_ids`, op: filter.op === "eq" ? "has_any" : filter.op };
  if (kind === "multi_enum") return { ...filter, op: filter.op === "eq" || filter.op === "in" ? "has_any" : filter.op };
  return filter;
}

function apiSort(app: App, entity: AnyEntity, sort: SortBy): readonly SortBy[] {
  const field = entity.fields[sort.field];
  if (field?.kind !== "belongs_to") return [sort];
  const title = sortableTitle(app, field.entity);
  return title ? [{ ...sort, field: `${sort.field}.${title}` }] : [];
}

function sortableTitle(app: App, name: string | undefined): string | undefined {
  const target = name === undefined ? undefined : app.entityNamed.get(name);
  const title = target?.titleField;
  const kind = title === undefined ? undefined : target?.fields[title]?.kind;
  return kind === undefined || kind === "belongs_to" || kind === "many_to_many" ? undefined : title;
}

/** Whether lists can be ordered by a field. */
export function useIsSortable(entity: AnyEntity): (name: string) => boolean {
  const app = useApp();
  return (name) => {
    const field = entity.fields[name];
    if (!field) return false;
    if (field.kind === "belongs_to") return sortableTitle(app, field.entity) !== undefined;
    return !["many_to_many", "multi_enum", "json", "image", "file"].includes(field.kind);
  };
}
