import type { ReactNode } from "react";
import type { AnyEntity } from "../definition/entity";
import { FilterChips } from "../entity/filters/FilterChips";
import { isSearchable, SearchBox } from "../entity/filters/SearchBox";
import type { ListState } from "../entity/list-state";
import { useHasPart } from "../shell/presence";

export interface ViewToolbarProps {
  readonly entity: AnyEntity;
  readonly state: ListState;
  /** Fields that the view itself narrows by. */
  readonly except?: readonly string[];
}

/** Search and filters above a view, where the page has no bar of its own for them. */
export function ViewToolbar({ entity, state, except }: ViewToolbarProps): ReactNode {
  const filteredElsewhere = useHasPart("filters", entity.name);
  if (filteredElsewhere) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is too young for some browsers
    <div role="search" className="toolbar" aria-label={`Narrow ${entity.labelPlural.toLocaleLowerCase()}`}>
      {isSearchable(entity) && <SearchBox entity={entity} state={state} />}
      <FilterChips entity={entity} state={state} {...(except ? { except } : {})} />
    </div>
  );
}
