import { type ReactNode, useMemo } from "react";
import type { AnyEntity } from "../../definition/entity";
import { useListState } from "../../entity/list-state";
import { RowList } from "../../entity/RowList";

export interface KanbanBoardProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** A flow field, an enum field or a belongs_to relation: one column for each of its values. */
  readonly groupBy: string;
  /** The field a card is called by; the entity's title field when unset. */
  readonly title?: string;
  readonly fields?: readonly string[];
  /** A number that is totalled per column. */
  readonly sum?: string;
}

/** The rows of an entity in columns, one for each value of a field. */
export function KanbanBoard({ entity, groupBy, fields }: KanbanBoardProps): ReactNode {
  const state = useListState(entity);
  const options = entity.fields[groupBy]?.options ?? [];
  return (
    <section className="flex gap-3 overflow-x-auto" aria-label={entity.labelPlural}>
      {options.map((option) => (
        <Column
          key={option.value}
          entity={entity}
          label={option.label}
          filters={[...state.filters, { field: groupBy, op: "eq", value: option.value }]}
          {...(fields ? { fields } : {})}
        />
      ))}
    </section>
  );
}

interface ColumnProps {
  readonly entity: AnyEntity;
  readonly label: string;
  readonly filters: Parameters<typeof RowList>[0]["filters"];
  readonly fields?: readonly string[];
}

function Column({ entity, label, filters = [], fields }: ColumnProps): ReactNode {
  const key = JSON.stringify(filters);
  const kept = useMemo(() => JSON.parse(key) as typeof filters, [key]);
  return (
    <div className="panel w-72 flex-none">
      <h3 className="panel-title">{label}</h3>
      <RowList entity={entity} filters={kept} pageSize={50} empty="Nothing here." {...(fields ? { fields } : {})} />
    </div>
  );
}
