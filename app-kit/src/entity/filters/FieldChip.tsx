import { ChevronDown, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import type { FieldDefinition } from "../../definition/field";
import { useFormat } from "../../format/use-format";
import { useEntity } from "../../shell/app-context";
import { Popover } from "../../ui/Menu";
import type { ListState } from "../list-state";
import { useRowTitles } from "../related-options";
import { FilterValueEditor } from "./FilterValueEditor";
import { sentenceOf } from "./sentence";

export interface FieldChipProps {
  readonly entity: AnyEntity;
  readonly name: string;
  readonly field: FieldDefinition;
  readonly state: ListState;
}

/** What a field is filtered by, as a sentence that can be changed or taken away; an offer where it is not filtered. */
export function FieldChip({ entity, name, field, state }: FieldChipProps): ReactNode {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const target = useEntity(field.entity);
  const own = state.filters.filter((filter) => filter.field === name);
  const ids = target ? own.flatMap(({ value }) => String(value ?? "").split(",")).filter(Boolean) : [];
  const titles = useRowTitles(target, ids);
  const sentences = own.map((filter) => sentenceOf(filter, field, format, titles));
  const spoken = sentences.map(({ subject, value }) => `${subject} ${value}`.trim()).join(" and ");
  const isSet = own.length > 0;
  return (
    <span className={isSet ? "chip" : "chip chip-offer"}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        className="min-w-48"
        label={`Filter by ${field.label}`}
        trigger={
          <button type="button" className="flex min-w-0 items-center gap-1">
            {isSet ? (
              <span className="truncate">
                {sentences.map(({ subject, value }, index) => (
                  <span key={subject}>
                    <span className="text-muted">
                      {index > 0 && " and "}
                      {subject}{" "}
                    </span>
                    <span className="font-medium">{value}</span>
                  </span>
                ))}
              </span>
            ) : (
              <>
                {field.label} <ChevronDown className="size-4" aria-hidden />
              </>
            )}
          </button>
        }
      >
        <FilterValueEditor entity={entity} name={name} field={field} state={state} onDone={() => setOpen(false)} />
      </Popover>
      {isSet && (
        <button type="button" aria-label={`Remove: ${spoken}`} onClick={() => state.replaceField(name)}>
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </span>
  );
}
