import { Button, Popover } from "@sayso/app-kit";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import {
  type FilterBy,
  type FilterOp,
  filterSentence,
  needsValue,
  newFilter,
  opsFor,
  opWords,
  startValue,
} from "../../../spec/filters";
import { isGroupable, isNumeric, type Member, membersIn } from "../../../spec/members";
import type { Edit } from "../../../spec/types";
import { useChange } from "../../editing/editing";
import { Refusal } from "../../editing/Refusal";
import { useWorkspace } from "../../state/context";

export interface FilterListProps {
  readonly entity: string;
  readonly filters: readonly FilterBy[];
  readonly edits: (filters: readonly FilterBy[]) => readonly Edit[];
}

/** Fixed conditions as sentences, each to be changed or left out. */
export function FilterList({ entity, filters, edits }: FilterListProps): ReactNode {
  const { spec } = useWorkspace();
  const { mayEdit, reasons, change } = useChange();
  return (
    <fieldset className="edit-labelled">
      <legend className="edit-label">Only where</legend>
      {filters.length === 0 && !mayEdit && <p className="edit-help">Nothing is left out.</p>}
      <ul className="pages-filters">
        {filters.map((filter, at) => {
          const said = filterSentence(spec, entity, filter);
          return (
            <li key={said} className="chip">
              {mayEdit ? (
                <FilterEdit
                  entity={entity}
                  filter={filter}
                  label={said}
                  onChange={(next) => change(edits(filters.with(at, next)))}
                />
              ) : (
                <span className="px-2">{said}</span>
              )}
              {mayEdit && (
                <button
                  type="button"
                  aria-label={`Leave out: ${said}`}
                  onClick={() => void change(edits(filters.toSpliced(at, 1)))}
                >
                  <X className="size-3.5" aria-hidden />
                </button>
              )}
            </li>
          );
        })}
        {mayEdit && <AddFilter entity={entity} onAdd={(filter) => void change(edits([...filters, filter]))} />}
      </ul>
      <Refusal reasons={reasons} />
    </fieldset>
  );
}

function AddFilter({
  entity,
  onAdd,
}: {
  readonly entity: string;
  readonly onAdd: (filter: FilterBy) => void;
}): ReactNode {
  const { spec } = useWorkspace();
  const members = membersIn(spec, entity).filter(isGroupable);
  return (
    <li>
      <select
        className="input pages-add-filter"
        aria-label="Add a condition"
        value=""
        onChange={(event) => {
          const member = members.find(({ name }) => name === event.target.value);
          if (member) onAdd(newFilter(member));
        }}
      >
        <option value="">Add a condition…</option>
        {members.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </li>
  );
}

interface FilterEditProps {
  readonly entity: string;
  readonly filter: FilterBy;
  readonly label: string;
  readonly onChange: (filter: FilterBy) => Promise<boolean>;
}

function FilterEdit({ entity, filter, label, onChange }: FilterEditProps): ReactNode {
  const { spec } = useWorkspace();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(filter);
  const member = membersIn(spec, entity).find(({ name }) => name === filter.field);
  const show = (next: boolean) => {
    setDraft(filter);
    setOpen(next);
  };
  const keep = async () => {
    if (await onChange(draft)) setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={show}
      label="Condition"
      className="edit-confirm"
      trigger={
        <button type="button" className="truncate" dir="auto">
          {label}
        </button>
      }
    >
      <p className="font-medium">{member?.label ?? filter.field}</p>
      <select
        className="input"
        aria-label="Condition"
        value={draft.op}
        onChange={(event) => {
          const op = event.target.value as FilterOp;
          setDraft({
            ...draft,
            op,
            value:
              needsValue(op) && needsValue(draft.op) && op !== "in" && draft.op !== "in"
                ? (draft.value ?? null)
                : startValue(op, member),
          });
        }}
      >
        {[...new Set([draft.op, ...opsFor(member)])].map((op) => (
          <option key={op} value={op}>
            {opWords(op, member)}
          </option>
        ))}
      </select>
      {needsValue(draft.op) && (
        <ValueInput member={member} filter={draft} onChange={(value) => setDraft({ ...draft, value })} />
      )}
      <div className="flex justify-end gap-2">
        <Button size="small" variant="ghost" onClick={() => show(false)}>
          Cancel
        </Button>
        <Button size="small" variant="primary" onClick={() => void keep()}>
          Keep
        </Button>
      </div>
    </Popover>
  );
}

interface ValueInputProps {
  readonly member: Member | undefined;
  readonly filter: FilterBy;
  readonly onChange: (value: NonNullable<FilterBy["value"]>) => void;
}

function ValueInput({ member, filter, onChange }: ValueInputProps): ReactNode {
  const options = member?.options ?? [];
  if (filter.op === "in" && options.length > 0) {
    const chosen = Array.isArray(filter.value) ? (filter.value as unknown[]) : [];
    return (
      <fieldset>
        <legend className="sr-only">Values</legend>
        {options.map(({ name, label }) => (
          <label key={name} className="edit-tick">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) => {
                const rest = chosen.filter((one) => one !== name);
                onChange((event.target.checked ? [...rest, name] : rest) as never);
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
    );
  }
  if (member?.kind === "boolean" || options.length > 0) {
    const choices =
      member?.kind === "boolean"
        ? [
            { name: "true", label: "Yes" },
            { name: "false", label: "No" },
          ]
        : options;
    return (
      <select
        className="input"
        aria-label="Value"
        value={String(filter.value)}
        onChange={(event) => onChange(member?.kind === "boolean" ? event.target.value === "true" : event.target.value)}
      >
        {choices.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  const isNumber = member !== undefined && isNumeric(member);
  const type = isNumber ? "number" : member?.kind === "date" || member?.kind === "datetime" ? "date" : "text";
  return (
    <input
      className="input"
      type={type}
      step="any"
      aria-label="Value"
      dir="auto"
      value={String(filter.value ?? "")}
      onChange={(event) => onChange(isNumber ? Number(event.target.value) : event.target.value)}
    />
  );
}
