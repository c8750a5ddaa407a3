import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import { useLaidOut } from "../../shell/presence";
import { Popover } from "../../ui/Menu";
import { readableFields, useAccess } from "../access";
import { type ListState, useListState } from "../list-state";
import { FilterChips } from "./FilterChips";
import { FilterValueEditor } from "./FilterValueEditor";
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
  const quick = readableFields(entity, access, fields).filter(
    ([name]) => !state.filters.some((filter) => filter.field === name),
  );
  return (
    <search className="toolbar" aria-label={`Filter ${entity.labelPlural.toLocaleLowerCase()}`}>
      {isSearchable(entity) && <SearchBox entity={entity} state={state} />}
      {quick.map(([name]) => (
        <QuickFilter key={name} entity={entity} name={name} state={state} />
      ))}
      <FilterChips entity={entity} state={state} {...(variant === "simple" ? { fields } : {})} />
    </search>
  );
}

interface QuickFilterProps {
  readonly entity: AnyEntity;
  readonly name: string;
  readonly state: ListState;
}

function QuickFilter({ entity, name, state }: QuickFilterProps): ReactNode {
  const [open, setOpen] = useState(false);
  const field = entity.fields[name];
  if (!field) return null;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      className="min-w-48"
      label={`Filter by ${field.label}`}
      trigger={
        <button type="button" className="button button-small border-dashed border-line-strong text-muted">
          {field.label}
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <FilterValueEditor entity={entity} name={name} field={field} state={state} onDone={() => setOpen(false)} />
    </Popover>
  );
}
