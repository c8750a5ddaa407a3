import { type ReactNode, useState } from "react";
import { FormDialog } from "../../shell/FormDialog";
import {
  addReport,
  datesOf,
  groupings,
  type Measure,
  type MeasureOp,
  measurable,
  measureLabel,
  newReport,
  reportSentence,
} from "../../spec/reports/shape";
import type { AppSpec } from "../../spec/types";
import { useChange } from "../editing/editing";
import { OneOf } from "../editing/OneOf";
import { Refusal } from "../editing/Refusal";
import { useWorkspace } from "../state/context";

export interface NewReportProps {
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}

/** Asks for a report in three steps: of what, which figure, by what. */
export function NewReport({ onClose, onAdded }: NewReportProps): ReactNode {
  const { spec } = useWorkspace();
  const { change, reasons, isBusy } = useChange();
  const [entity, setEntity] = useState(() => spec.entities[0]?.name ?? "");
  const [figure, setFigure] = useState("count");
  const [group, setGroup] = useState(() => usualGroup(spec, spec.entities[0]?.name ?? ""));
  const figures = figuresOf(spec, entity);
  const measure = figures.find(({ value }) => value === figure)?.measure ?? { op: "count" as const };
  const report = newReport(spec, entity, measure, group || null);
  const about = (name: string) => {
    setEntity(name);
    setFigure("count");
    setGroup(usualGroup(spec, name));
  };
  const add = async () => {
    if (await change(addReport(report))) onAdded(report.id);
  };
  return (
    <FormDialog title="New report" verb="Add report" isBusy={isBusy} onSubmit={() => void add()} onClose={onClose}>
      <OneOf
        label="About what?"
        value={entity}
        onChange={about}
        options={spec.entities.map(({ name, display_name }) => ({ value: name, label: display_name }))}
      />
      <OneOf label="Which figure?" value={figure} onChange={setFigure} options={figures} />
      <OneOf
        label="By what?"
        value={group}
        onChange={setGroup}
        options={[{ value: "", label: "Nothing: one figure" }, ...groupings(spec, entity)]}
      />
      <p className="reports-result">
        <b dir="auto">{report.title}</b>
        <span>{reportSentence(spec, report)}</span>
      </p>
      <Refusal reasons={reasons} />
    </FormDialog>
  );
}

interface Figure {
  readonly value: string;
  readonly label: string;
  readonly measure: Measure;
}

function figuresOf(spec: AppSpec, entity: string): readonly Figure[] {
  const of = (op: MeasureOp): readonly Figure[] =>
    measurable(spec, entity, op).map(({ name }) => {
      const measure: Measure = { op, field: name };
      return { value: `${op}:${name}`, label: measureLabel(spec, entity, measure), measure };
    });
  return [{ value: "count", label: "How many", measure: { op: "count" } }, ...of("sum"), ...of("avg")];
}

/** By month where something has a date of its own, else by the first thing it can go by. */
function usualGroup(spec: AppSpec, entity: string): string {
  const hasDate = datesOf(spec, entity).some(({ isComputed }) => !isComputed);
  return hasDate
    ? "month"
    : (groupings(spec, entity).find(({ value }) => !["day", "week", "month", "quarter", "year"].includes(value))
        ?.value ?? "");
}
