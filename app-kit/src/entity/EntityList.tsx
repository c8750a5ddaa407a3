import { Plus } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { AnyEntity } from "../definition/entity";
import type { FilterBy, SortBy } from "../definition/field";
import { IconButton } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { useAccess } from "./access";
import { useListState } from "./list-state";
import { addLabelOf } from "./noun";
import { RowList } from "./RowList";
import { useRecordNavigation } from "./record-scope";

export interface EntityListProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** Fields beside the title; the most telling ones when unset. */
  readonly columns?: readonly string[];
  readonly sort?: readonly SortBy[];
  readonly filters?: readonly FilterBy[];
  readonly pageSize?: number;
  /** Heading; the entity's plural when unset. */
  readonly title?: string;
}

const NONE: readonly never[] = [];

/** The rows of an entity as a compact list; it follows the page's filters of that entity. */
export function EntityList(props: EntityListProps): ReactNode {
  const { entity, columns, sort = NONE, filters = NONE, pageSize = 8, title } = props;
  const access = useAccess(entity);
  const state = useListState(entity, sort);
  const { add } = useRecordNavigation();
  const together = useMemo(() => [...filters, ...state.filters], [filters, state.filters]);
  if (!access.can("read")) {
    return <EmptyState title={`Your role may not see ${entity.labelPlural.toLocaleLowerCase()}`} />;
  }
  return (
    <section className="panel" aria-label={title ?? entity.labelPlural}>
      <div className="panel-title">
        <h2>{title ?? entity.labelPlural}</h2>
        {access.can("create") && (
          <IconButton label={addLabelOf(entity)} className="ms-auto" onClick={() => add(entity.name)}>
            <Plus aria-hidden />
          </IconButton>
        )}
      </div>
      <RowList
        entity={entity}
        filters={together}
        sort={state.sort}
        q={state.q}
        pageSize={pageSize}
        empty={emptyText(entity, state.isNarrowed, filters.length > 0)}
        {...(columns ? { fields: columns } : {})}
      />
    </section>
  );
}

/** A list of some rows only may be empty although there are others. */
function emptyText(entity: AnyEntity, isNarrowed: boolean, isPart: boolean): string {
  if (isNarrowed) return "Nothing matches.";
  return isPart ? "Nothing here now." : `No ${entity.labelPlural.toLocaleLowerCase()} yet.`;
}
