import { IconButton } from "@sayso/app-kit";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import type { FilterBy } from "../../../spec/filters";
import { isFixed, membersIn } from "../../../spec/members";
import { type MeasureOp, measurable, OPS } from "../../../spec/reports/shape";
import type { Edit } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { useChange } from "../../editing/editing";
import { Refusal } from "../../editing/Refusal";
import { TextEdit } from "../../editing/TextEdit";
import { useDesigner } from "../designer";
import { FilterList } from "../filters/FilterList";

export interface Stat {
  readonly label: string;
  readonly op?: MeasureOp;
  readonly field?: string | null;
  readonly filters?: readonly FilterBy[];
  readonly group_by?: string | null;
}

export interface StatListProps {
  readonly entity: string;
  readonly stats: readonly Stat[];
  readonly edits: (stats: readonly Stat[]) => readonly Edit[];
}

/** Figures from left to right: what each is called, what it counts, and of which rows. */
export function StatList({ entity, stats, edits }: StatListProps): ReactNode {
  const { mayEdit, reasons, change } = useChange();
  return (
    <fieldset className="edit-labelled">
      <legend className="edit-label">Figures</legend>
      <ol className="pages-stats">
        {stats.map((stat, at) => (
          <StatRow
            // biome-ignore lint/suspicious/noArrayIndexKey: figures have nothing but their place to be told apart by
            key={at}
            entity={entity}
            stat={stat}
            edits={(next) => edits(stats.with(at, next))}
            {...(mayEdit && stats.length > 1 ? { onRemove: () => void change(edits(stats.toSpliced(at, 1))) } : {})}
          />
        ))}
      </ol>
      {mayEdit && (
        <button
          type="button"
          className="chip chip-offer px-2"
          onClick={() => void change(edits([...stats, { label: "Count", op: "count" }]))}
        >
          <Plus className="size-3.5" aria-hidden /> Add a figure
        </button>
      )}
      <Refusal reasons={reasons} />
    </fieldset>
  );
}

interface StatRowProps {
  readonly entity: string;
  readonly stat: Stat;
  readonly edits: (stat: Stat) => readonly Edit[];
  readonly onRemove?: () => void;
}

function StatRow({ entity, stat, edits, onRemove }: StatRowProps): ReactNode {
  const { spec } = useDesigner();
  const op = stat.op ?? "count";
  const fields = measurable(spec, entity, op).map(({ name, label }) => ({ value: name, label }));
  const groups = membersIn(spec, entity)
    .filter(isFixed)
    .map(({ name, label }) => ({ value: name, label: `One for each ${label.toLowerCase()}` }));
  const measured = (next: MeasureOp): Stat => {
    const { field: _, ...rest } = stat;
    const first = measurable(spec, entity, next)[0]?.name;
    return next === "count" ? { ...rest, op: next } : { ...rest, op: next, field: first ?? null };
  };
  return (
    <li>
      <div className="pages-stat-head">
        <TextEdit
          label="Called"
          value={stat.label}
          needed="A figure needs a name."
          edits={(label) => edits({ ...stat, label })}
        />
        {onRemove && (
          <IconButton size="small" label={`Remove ${stat.label}`} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="pages-pair">
        <ChoiceEdit
          label={`What ${stat.label} is`}
          value={op}
          options={OPS.map(({ op: value, label }) => ({ value, label }))}
          edits={(next) => edits(measured(next))}
        />
        {op !== "count" && (
          <ChoiceEdit
            label={`${stat.label} of`}
            value={stat.field ?? ""}
            options={fields}
            edits={(field) => edits({ ...stat, field })}
          />
        )}
      </div>
      {groups.length > 0 && (
        <ChoiceEdit
          label={`Tiles of ${stat.label}`}
          value={stat.group_by ?? ""}
          options={[{ value: "", label: "One figure" }, ...groups]}
          edits={(group) => edits(grouped(stat, group))}
        />
      )}
      <FilterList entity={entity} filters={stat.filters ?? []} edits={(filters) => edits({ ...stat, filters })} />
    </li>
  );
}

function grouped(stat: Stat, group: string): Stat {
  const { group_by: _, ...rest } = stat;
  return group ? { ...rest, group_by: group } : rest;
}
