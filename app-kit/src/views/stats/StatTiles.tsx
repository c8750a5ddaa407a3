import { useQuery } from "@tanstack/react-query";
import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { asApiError } from "../../data/errors";
import { queryKeys } from "../../data/hooks";
import type { StatsQuery } from "../../data/query";
import { type StatsGroup, serviceOf } from "../../data/service";
import type { AnyEntity } from "../../definition/entity";
import type { FieldDefinition, FilterBy } from "../../definition/field";
import { useAccess } from "../../entity/access";
import { apiFilter, useListState } from "../../entity/list-state";
import { optionOf, textOfValue } from "../../entity/title";
import type { Format } from "../../format/format";
import { useFormat } from "../../format/use-format";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Small";
import { change, earlier } from "./trend";

/** One figure: an aggregate over the rows that meet the filters. */
export interface Stat {
  readonly label: string;
  readonly op?: "count" | "sum" | "avg" | "min" | "max";
  readonly field?: string;
  readonly filters?: readonly FilterBy[];
  /** One tile for each value of this field. */
  readonly groupBy?: string;
}

export interface StatTilesProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  readonly stats: readonly Stat[];
}

const MOST_GROUPS = 12;

/** Figures over the rows of an entity, each with its trend where it is about a period. */
export function StatTiles({ entity, variant = "advanced", stats }: StatTilesProps): ReactNode {
  const access = useAccess(entity);
  if (!access.can("read")) {
    return <EmptyState title={`Your role may not see ${entity.labelPlural.toLocaleLowerCase()}`} />;
  }
  return (
    <section className="h-full" aria-label={`${entity.labelPlural}: ${stats.map(({ label }) => label).join(", ")}`}>
      <dl className="stat-tiles">
        {stats.map((stat) => (
          <StatTile key={JSON.stringify(stat)} entity={entity} stat={stat} withTrend={variant === "advanced"} />
        ))}
      </dl>
    </section>
  );
}

interface StatTileProps {
  readonly entity: AnyEntity;
  readonly stat: Stat;
  readonly withTrend: boolean;
}

function StatTile({ entity, stat, withTrend }: StatTileProps): ReactNode {
  const format = useFormat();
  const state = useListState(entity);
  const filters = [...(stat.filters ?? []), ...state.filters];
  const now = useFigures(entity, stat, filters, state.q);
  const before = withTrend && !stat.groupBy ? earlier(filters, format.today()) : null;
  const then = useFigures(entity, stat, before?.filters ?? [], state.q, before !== null);
  const field = stat.field === undefined ? undefined : entity.fields[stat.field];

  if (now.error) return <FailedTile label={stat.label} error={asApiError(now.error).message} retry={now.refetch} />;
  if (!now.data) return <LoadingTile label={stat.label} />;
  if (stat.groupBy) return <Groups entity={entity} stat={stat} groups={now.data} />;
  const value = figureOf(stat, now.data[0]);
  return (
    <Tile label={stat.label} value={figureText(stat, field, value, format)}>
      {before && then.data && (
        <Trend
          now={value}
          before={figureOf(stat, then.data[0])}
          shown={(figure) => figureText(stat, field, figure, format)}
          words={before.words}
        />
      )}
    </Tile>
  );
}

function useFigures(entity: AnyEntity, stat: Stat, filters: readonly FilterBy[], q: string, enabled = true) {
  const measure = stat.field === undefined ? { op: stat.op ?? "count" } : { op: stat.op ?? "count", field: stat.field };
  const query: StatsQuery = {
    measures: [measure],
    filters: filters.map((filter) => apiFilter(entity, filter)),
    ...(stat.groupBy ? { groupBy: stat.groupBy } : {}),
    ...(q ? { q } : {}),
  };
  return useQuery({
    queryKey: queryKeys.stats(entity, query),
    queryFn: ({ signal }) => serviceOf(entity).stats(query, { signal }),
    placeholderData: (kept) => kept,
    enabled,
  });
}

function figureOf({ op = "count", field }: Stat, group: StatsGroup | undefined): number | string | null {
  const value = group?.[op === "count" ? "count" : `${op}_${field?.replaceAll(".", "_")}`];
  return value ?? null;
}

function figureText(
  stat: Stat,
  field: FieldDefinition | undefined,
  value: number | string | null,
  format: Format,
): string {
  if (value === null) return "–";
  if (stat.op === undefined || stat.op === "count" || !field) return format.number(Number(value));
  return textOfValue(
    value,
    stat.op === "avg" && field.kind === "integer" ? { ...field, kind: "decimal" } : field,
    format,
  );
}

function Groups({
  entity,
  stat,
  groups,
}: {
  readonly entity: AnyEntity;
  readonly stat: Stat;
  readonly groups: readonly StatsGroup[];
}): ReactNode {
  const format = useFormat();
  const field = stat.field === undefined ? undefined : entity.fields[stat.field];
  const grouping = entity.fields[stat.groupBy ?? ""];
  if (groups.length === 0) return <Tile label={stat.label} value={figureText(stat, field, 0, format)} />;
  return groups.slice(0, MOST_GROUPS).map((group) => (
    <Tile
      key={String(group.group)}
      label={groupLabel(group, grouping, format)}
      value={figureText(stat, field, figureOf(stat, group), format)}
    >
      <span className="truncate">{stat.label}</span>
    </Tile>
  ));
}

function groupLabel({ group, label }: StatsGroup, field: FieldDefinition | undefined, format: Format): string {
  if (group === null || group === undefined || group === "") return `No ${field?.label.toLocaleLowerCase() ?? "value"}`;
  if (field?.kind === "belongs_to") return label || "Untitled";
  if (field?.options) return optionOf(field, group).label;
  return (field && textOfValue(group, field, format)) || label || String(group);
}

interface TileProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly children?: ReactNode;
}

function Tile({ label, value, children }: TileProps): ReactNode {
  return (
    <div className="stat-tile">
      <dt className="stat-label" dir="auto" title={label}>
        {label}
      </dt>
      <dd className="stat-value">{value}</dd>
      {children && <dd className="stat-note">{children}</dd>}
    </div>
  );
}

function LoadingTile({ label }: { readonly label: string }): ReactNode {
  return (
    <Tile
      label={label}
      value={
        <span role="status" aria-label={`Loading ${label}`}>
          <Skeleton className="my-1 h-6 w-20" />
        </span>
      }
    />
  );
}

interface FailedTileProps {
  readonly label: string;
  readonly error: string;
  readonly retry: () => unknown;
}

function FailedTile({ label, error, retry }: FailedTileProps): ReactNode {
  return (
    <Tile label={label} value={<span className="text-base font-normal text-muted">Not available</span>}>
      <span role="alert" className="flex-1">
        {error}
      </span>
      <Button size="small" onClick={() => retry()}>
        Try again
      </Button>
    </Tile>
  );
}

interface TrendProps {
  readonly now: number | string | null;
  readonly before: number | string | null;
  readonly shown: (figure: number) => string;
  readonly words: string;
}

/** Beyond this share the earlier figure itself says more: nobody reads "1,899 % more". */
const TELLING_SHARE = 2;

function Trend({ now, before, shown, words }: TrendProps): ReactNode {
  const format = useFormat();
  if (typeof now !== "number" || typeof before !== "number") return null;
  const share = change(now, before);
  const Arrow = now > before ? ArrowUpRight : now < before ? ArrowDownRight : ArrowRight;
  const percent = new Intl.NumberFormat(format.locale, { style: "percent", maximumFractionDigits: 0 });
  const difference =
    now === before
      ? "Same as"
      : share === null || share > TELLING_SHARE
        ? `Up from ${shown(before)}`
        : `${percent.format(Math.abs(share))} ${now > before ? "more than" : "less than"}`;
  return (
    <>
      <Arrow className="size-3.5 flex-none" aria-hidden />
      <span>
        {difference} {words}
      </span>
    </>
  );
}
