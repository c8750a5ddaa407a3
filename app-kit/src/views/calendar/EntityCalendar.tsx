import { type ReactNode, useMemo } from "react";
import type { AnyEntity } from "../../definition/entity";
import { EntityList } from "../../entity/EntityList";

export interface EntityCalendarProps {
  readonly entity: AnyEntity;
  /** How it opens; people can change it. */
  readonly variant?: "month" | "week" | "agenda";
  /** The date or datetime an entry begins at. */
  readonly start: string;
  readonly end?: string;
  /** The field an entry is called by; the entity's title field when unset. */
  readonly title?: string;
  /** A state or choice that colours the entries. */
  readonly colorBy?: string;
}

/** The rows of an entity in the order of their dates. */
export function EntityCalendar({ entity, start }: EntityCalendarProps): ReactNode {
  const sort = useMemo(() => [{ field: start }], [start]);
  return <EntityList entity={entity} sort={sort} pageSize={50} />;
}
