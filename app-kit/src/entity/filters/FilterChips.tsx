import { ListFilter } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import type { FieldDefinition } from "../../definition/field";
import { Button } from "../../ui/Button";
import { Popover } from "../../ui/Menu";
import { OptionList } from "../../ui/OptionList";
import { readableFields, useAccess } from "../access";
import type { ListState } from "../list-state";
import { FieldChip } from "./FieldChip";
import { FilterValueEditor } from "./FilterValueEditor";

const UNFILTERED = new Set(["image", "file", "json"]);

export interface FilterChipsProps {
  readonly entity: AnyEntity;
  readonly state: ListState;
  /** Fields that may be filtered; all readable ones when unset. */
  readonly fields?: readonly string[];
  /** Fields whose chips stand elsewhere. */
  readonly except?: readonly string[];
}

/** What the list is narrowed by, each as a sentence that can be changed or taken away, and a way to add more. */
export function FilterChips({ entity, state, fields, except = [] }: FilterChipsProps): ReactNode {
  const access = useAccess(entity);
  const choices = readableFields(entity, access, fields).filter(([, { kind }]) => !UNFILTERED.has(kind));
  const filtered = [...new Set(state.filters.map(({ field }) => field))].filter((name) => !except.includes(name));
  return (
    <>
      {filtered.map((name) => {
        const field = entity.fields[name];
        return field ? <FieldChip key={name} entity={entity} name={name} field={field} state={state} /> : null;
      })}
      <AddFilter entity={entity} state={state} choices={choices} />
      {state.isNarrowed && (
        <Button variant="ghost" size="small" onClick={state.clear}>
          Clear
        </Button>
      )}
    </>
  );
}

interface AddFilterProps {
  readonly entity: AnyEntity;
  readonly state: ListState;
  readonly choices: readonly (readonly [string, FieldDefinition])[];
}

function AddFilter({ entity, state, choices }: AddFilterProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const [query, setQuery] = useState("");
  const field = name === null ? undefined : entity.fields[name];
  const change = (next: boolean) => {
    setOpen(next);
    setName(null);
    setQuery("");
  };
  const wanted = query.trim().toLocaleLowerCase();
  return (
    <Popover
      open={open}
      onOpenChange={change}
      className="min-w-52"
      label="Add a filter"
      trigger={
        <Button variant="ghost" size="small" icon={<ListFilter aria-hidden />}>
          Filter
        </Button>
      }
    >
      {name !== null && field ? (
        <FilterValueEditor entity={entity} name={name} field={field} state={state} onDone={() => change(false)} />
      ) : (
        <OptionList
          label="Filter by"
          options={choices
            .map(([value, { label }]) => ({ value, label }))
            .filter(({ label }) => label.toLocaleLowerCase().includes(wanted))}
          selected={state.filters.map((filter) => filter.field)}
          plain={choices.length <= 8}
          query={query}
          onQuery={setQuery}
          onPick={({ value }) => setName(value)}
        />
      )}
    </Popover>
  );
}
