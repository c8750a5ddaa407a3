import { IconButton } from "@sayso/app-kit";
import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { type Measure, type MeasureOp, measurable, measureLabel, OPS } from "../../spec/reports/shape";
import type { Edit, Report } from "../../spec/types";
import { ChoiceEdit } from "../editing/ChoiceEdit";
import { useChange } from "../editing/editing";
import { Refusal } from "../editing/Refusal";
import { TextEdit } from "../editing/TextEdit";
import { useWorkspace } from "../state/context";

export interface MeasureListProps {
  readonly report: Report;
  readonly edits: (measures: readonly Measure[]) => readonly Edit[];
}

/** The figures of a report: how they are worked out, of what, and what they are called. */
export function MeasureList({ report, edits }: MeasureListProps): ReactNode {
  const { mayEdit, reasons, change } = useChange();
  const { measures } = report;
  return (
    <fieldset className="edit-labelled">
      <legend className="edit-label">Figures</legend>
      <ol className="pages-stats">
        {measures.map((measure, at) => (
          <MeasureRow
            // biome-ignore lint/suspicious/noArrayIndexKey: figures have nothing but their place to be told apart by
            key={at}
            report={report}
            measure={measure}
            edits={(next) => edits(measures.with(at, next))}
            {...(mayEdit && measures.length > 1
              ? { onRemove: () => void change(edits(measures.toSpliced(at, 1))) }
              : {})}
          />
        ))}
      </ol>
      {mayEdit && (
        <button
          type="button"
          className="chip chip-offer px-2"
          onClick={() => void change(edits([...measures, { op: "count" }]))}
        >
          <Plus className="size-3.5" aria-hidden /> Add a figure
        </button>
      )}
      <Refusal reasons={reasons} />
    </fieldset>
  );
}

interface MeasureRowProps {
  readonly report: Report;
  readonly measure: Measure;
  readonly edits: (measure: Measure) => readonly Edit[];
  readonly onRemove?: () => void;
}

function MeasureRow({ report, measure, edits, onRemove }: MeasureRowProps): ReactNode {
  const { spec } = useWorkspace();
  const called = measureLabel(spec, report.entity, measure);
  const fieldsOf = (op: MeasureOp) =>
    measurable(spec, report.entity, op).map(({ name, label }) => ({ value: name, label }));
  const ops = OPS.filter(({ op }) => op === "count" || op === measure.op || fieldsOf(op).length > 0);
  const worked = (op: MeasureOp): Measure => {
    const known = fieldsOf(op);
    const field = known.find(({ value }) => value === measure.field)?.value ?? known[0]?.value;
    return op === "count" || !field ? { op } : { op, field };
  };
  return (
    <li>
      <div className="pages-stat-head">
        <div className="pages-pair">
          <ChoiceEdit
            label={`How ${called} is worked out`}
            value={measure.op}
            options={ops.map(({ op, label }) => ({ value: op, label }))}
            edits={(op) => edits(worked(op))}
          />
          {measure.op !== "count" && (
            <ChoiceEdit
              label={`${called} of`}
              value={measure.field ?? ""}
              options={fieldsOf(measure.op)}
              edits={(field) => edits({ op: measure.op, field })}
            />
          )}
        </div>
        {onRemove && (
          <IconButton size="small" label={`Remove ${called}`} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      <TextEdit
        label={`Name of ${called}`}
        value={measure.label ?? ""}
        placeholder={called}
        edits={(label) => {
          const { label: _, ...rest } = measure;
          return edits(label ? { ...rest, label } : rest);
        }}
      />
    </li>
  );
}
