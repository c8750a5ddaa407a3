import type { ReactNode } from "react";
import type { AnyEntity } from "../../definition/entity";
import { useLaidOut } from "../../shell/presence";
import { readableFields, useAccess } from "../access";
import { useListState } from "../list-state";
import { FieldChip } from "./FieldChip";
import { FilterChips } from "./FilterChips";
import { isSearchable, SearchBox } from "./SearchBox";

export interface FilterBarProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** Fields offered at first sight; the others stay behind "Filter". */
  readonly fields: readonly string[];
}

/** Narrows every list, board and calendar of an entity on the page. */
export function FilterBar({ entity, variant = "advanced", fields }: FilterBarProps): ReactNode {
  useLaidOut("filters", entity.name);
  const state = useListState(entity);
  const access = useAccess(entity);
  const quick = readableFields(entity, access, fields);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is too young for some browsers
    <div role="search" className="toolbar" aria-label={`Filter ${entity.labelPlural.toLocaleLowerCase()}`}>
      {isSearchable(entity) && <SearchBox entity={entity} state={state} />}
      {quick.map(([name, field]) => (
        <FieldChip key={name} entity={entity} name={name} field={field} state={state} />
      ))}
      <FilterChips entity={entity} state={state} except={fields} {...(variant === "simple" ? { fields } : {})} />
    </div>
  );
}
