import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type ApiError, asApiError } from "../../data/errors";
import { queryKeys } from "../../data/hooks";
import type { StatsQuery } from "../../data/query";
import { type ListPage, type StatsGroup, serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FieldDefinition, FilterBy, Tone } from "../../definition/field";
import { apiFilter } from "../../entity/list-state";
import { titleOf } from "../../entity/title";
import { useFormat } from "../../format/use-format";
import { useEntity } from "../../shell/app-context";
import { toneOf } from "../../ui/Badge";

/** One column of a board: a value of the grouping field, with figures over all its rows. */
export interface BoardColumnData {
  readonly value: string | null;
  readonly label: string;
  readonly tone: Tone | null;
  readonly count: number | null;
  readonly sum: number | null;
}

export interface BoardColumns {
  readonly columns: readonly BoardColumnData[] | null;
  /** Columns that there is no room for. */
  readonly left: number;
  readonly error: ApiError | null;
  readonly retry: () => void;
}

const MOST_COLUMNS = 30;

interface Options {
  readonly entity: AnyEntity;
  readonly groupBy: string;
  readonly sum: string | undefined;
  readonly filters: readonly FilterBy[];
  readonly q: string;
}

/** The columns of a board in order, with counts and sums beyond what is loaded. */
export function useColumns({ entity, groupBy, sum, filters, q }: Options): BoardColumns {
  const field = entity.fields[groupBy];
  const query = useMemo<StatsQuery>(
    () => ({
      measures: [{ op: "count" }, ...(sum ? [{ op: "sum" as const, field: sum }] : [])],
      groupBy,
      filters: filters.map((filter) => apiFilter(entity, filter)),
      ...(q ? { q } : {}),
    }),
    [entity, groupBy, sum, filters, q],
  );
  const stats = useQuery({
    queryKey: queryKeys.stats(entity, query),
    queryFn: ({ signal }) => serviceOf(entity).stats(query, { signal }),
    placeholderData: (before) => before,
  });
  const targets = useTargets(field);
  const groups = stats.data;
  const error = stats.error ?? targets.error;
  const all = useMemo(() => {
    if (!field || !groups || !targets.values) return null;
    const wanted = valuesKept(filters.filter((filter) => filter.field === groupBy));
    return columnsOf(field, targets.values, groups, sum).filter(({ value }) => wanted(value));
  }, [field, groups, targets.values, sum, filters, groupBy]);
  return {
    columns: useMemo(() => all?.slice(0, MOST_COLUMNS) ?? null, [all]),
    left: Math.max(0, (all?.length ?? 0) - MOST_COLUMNS),
    error: error ? asApiError(error) : null,
    retry: () => {
      void stats.refetch();
      targets.retry();
    },
  };
}

interface NamedValue {
  readonly value: string;
  readonly label: string;
  readonly tone: Tone | null;
}

/** The values a field can have: its options, or the rows that a relation can point at. */
function useTargets(field: FieldDefinition | undefined) {
  const format = useFormat();
  const target = useEntity(field?.kind === "belongs_to" ? field.entity : undefined);
  const query = useMemo(() => ({ pageSize: 200, count: false }), []);
  const answer = useQuery({
    queryKey: target ? queryKeys.list(target, query) : ["none"],
    queryFn: async ({ signal }) =>
      target ? ((await serviceOf(target).list(query, { signal })) as ListPage<AnyRow>) : null,
    enabled: target !== undefined,
  });
  const values = useMemo<readonly NamedValue[] | null>(() => {
    if (!target) {
      return (field?.options ?? []).map(({ value, label, color }) => ({
        value,
        label,
        tone: color ? toneOf(color) : null,
      }));
    }
    const rows = answer.data?.items.map((row) => ({ value: row.id, label: titleOf(target, row, format), tone: null }));
    return rows?.toSorted((one, other) => one.label.localeCompare(other.label, format.locale)) ?? null;
  }, [target, field, answer.data, format]);
  return { values, error: answer.error, retry: () => void (target && answer.refetch()) };
}

function columnsOf(
  field: FieldDefinition,
  targets: readonly NamedValue[],
  groups: readonly StatsGroup[],
  sum: string | undefined,
): readonly BoardColumnData[] {
  const found = new Map(groups.map((group) => [group.group ? String(group.group) : null, group]));
  const figures = (value: string | null) => {
    const group = found.get(value);
    return { count: Number(group?.count ?? 0), sum: sum ? Number(group?.[`sum_${sum}`] ?? 0) : null };
  };
  const known = new Set(targets.map(({ value }) => value));
  const others = groups.flatMap(({ group, label }) =>
    group && !known.has(String(group)) ? [{ value: String(group), label: label || "Untitled", tone: null }] : [],
  );
  const all = [...targets, ...others];
  const crowded = all.length > MOST_COLUMNS;
  const shown = crowded ? all.toSorted((one, other) => figures(other.value).count - figures(one.value).count) : all;
  const none: BoardColumnData = {
    value: null,
    label: `No ${field.label.toLocaleLowerCase()}`,
    tone: null,
    ...figures(null),
  };
  const hasNone = field.kind === "state" ? false : !field.required || found.has(null);
  return [...shown.map((target) => ({ ...target, ...figures(target.value) })), ...(hasNone ? [none] : [])];
}

/** Which columns the filters of the grouping field leave. */
function valuesKept(filters: readonly FilterBy[]): (value: string | null) => boolean {
  return (value) =>
    filters.every(({ op, value: wanted }) => {
      if (op === "eq" || op === "in") return value !== null && String(wanted).split(",").includes(value);
      if (op === "ne") return value !== String(wanted);
      if (op === "is_null") return (value === null) === (String(wanted) !== "false");
      return true;
    });
}
