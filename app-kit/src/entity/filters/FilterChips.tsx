import { ListFilter, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import type { FieldDefinition, FilterBy } from "../../definition/field";
import { useFormat } from "../../format/use-format";
import { useEntity } from "../../shell/app-context";
import { Button } from "../../ui/Button";
import { Popover } from "../../ui/Menu";
import { OptionList } from "../../ui/OptionList";
import { readableFields, useAccess } from "../access";
import type { ListState } from "../list-state";
import { useRowTitles } from "../related-options";
import { FilterValueEditor } from "./FilterValueEditor";
import { sentenceOf } from "./sentence";

const UNFILTERED = new Set(["image", "file", "json"]);

export interface FilterChipsProps {
  readonly entity: AnyEntity;
  readonly state: ListState;
  /** Fields that may be filtered; all readable ones when unset. */
  readonly fields?: readonly string[];
}

/** What the list is narrowed by, each as a sentence that can be changed or taken away, and a way to add more. */
export function FilterChips({ entity, state, fields }: FilterChipsProps): ReactNode {
  const access = useAccess(entity);
  const choices = readableFields(entity, access, fields).filter(([, { kind }]) => !UNFILTERED.has(kind));
  return (
    <>
      {state.filters.map((filter) => {
        const field = entity.fields[filter.field];
        return field ? (
          <FilterChip
            key={`${filter.field}.${filter.op}`}
            entity={entity}
            filter={filter}
            field={field}
            state={state}
          />
        ) : null;
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

interface FilterChipProps {
  readonly entity: AnyEntity;
  readonly filter: FilterBy;
  readonly field: FieldDefinition;
  readonly state: ListState;
}

function FilterChip({ entity, filter, field, state }: FilterChipProps): ReactNode {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const target = useEntity(field.entity);
  const titles = useRowTitles(
    target,
    target
      ? String(filter.value ?? "")
          .split(",")
          .filter(Boolean)
      : [],
  );
  const { subject, value } = sentenceOf(filter, field, format, titles);
  return (
    <span className="chip">
      <Popover
        open={open}
        onOpenChange={setOpen}
        className="min-w-48"
        label={`Filter by ${field.label}`}
        trigger={
          <button type="button" className="min-w-0 truncate">
            <span className="text-muted">{subject}</span> {value && <span className="font-medium">{value}</span>}
          </button>
        }
      >
        <FilterValueEditor
          entity={entity}
          name={filter.field}
          field={field}
          state={state}
          onDone={() => setOpen(false)}
        />
      </Popover>
      <button
        type="button"
        aria-label={`Remove: ${subject} ${value}`}
        onClick={() => state.setFilter(filter.field, filter.op, null)}
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
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
