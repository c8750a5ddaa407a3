import { Button, IconButton } from "@sayso/app-kit";
import { ArrowLeft, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { relabelled } from "../../spec/edits/fields";
import { sentence } from "../../spec/names";
import {
  aboutAnother,
  addReport,
  CHARTS,
  copyOf,
  datesOf,
  groupedBy,
  groupings,
  isPeriod,
  PERIODS,
} from "../../spec/reports/shape";
import type { Edit, Report } from "../../spec/types";
import { ChoiceEdit } from "../editing/ChoiceEdit";
import { useChange } from "../editing/editing";
import { Labelled } from "../editing/Labelled";
import { Refusal } from "../editing/Refusal";
import { Provenance, Remove, TalkAbout } from "../editing/Small";
import { TextEdit } from "../editing/TextEdit";
import { FilterList } from "../pages/filters/FilterList";
import { NameList } from "../pages/properties/NameList";
import { useWorkspace } from "../state/context";
import { MeasureList } from "./MeasureList";
import { ShownOn } from "./ShownOn";

type Values = Extract<Edit, { op: "set"; kind: "report" }>["values"];

export interface ReportEditorProps {
  readonly report: Report;
  readonly onSelect: (id: string | null) => void;
}

/** All that can be said of a report. */
export function ReportEditor({ report, onSelect }: ReportEditorProps): ReactNode {
  const { spec, mayEdit } = useWorkspace();
  const { change, reasons, isBusy } = useChange();
  const set = (values: Partial<Report>): Edit[] => [
    // a report's values are the same in both descriptions of it
    { op: "set", kind: "report", target: report.id, values: values as Values },
  ];
  const rename = (label: string): Edit[] => {
    const taken = spec.reports.map(({ name }) => name);
    const next = relabelled({ name: report.name, label: report.title }, label, "report", taken);
    return [{ op: "rename", kind: "report", target: report.id, ...next }];
  };
  const duplicate = async () => {
    const copy = copyOf(spec, report);
    if (await change(addReport(copy))) onSelect(copy.id);
  };
  return (
    <section className="reports-editor" aria-label={report.title}>
      <header>
        <IconButton label="Back to all reports" className="reports-back" onClick={() => onSelect(null)}>
          <ArrowLeft aria-hidden />
        </IconButton>
        <h2 dir="auto">{report.title}</h2>
      </header>
      <div className="pages-actions">
        <TalkAbout id={report.id} name={report.title} />
        {mayEdit && (
          <Button size="small" icon={<Copy aria-hidden />} busy={isBusy} onClick={() => void duplicate()}>
            Duplicate
          </Button>
        )}
      </div>
      <Refusal reasons={reasons} />
      <Labelled label="Title">
        {(id) => (
          <TextEdit id={id} label="Title" value={report.title} needed="A report needs a title." edits={rename} />
        )}
      </Labelled>
      <div className="pages-pair">
        <Labelled label="About">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="About"
              value={report.entity}
              options={spec.entities.map(({ name, display_name }) => ({ value: name, label: display_name }))}
              edits={(entity) => set(aboutAnother(spec, report, entity))}
            />
          )}
        </Labelled>
        <Labelled label="Drawn as">
          {(id) => (
            <ChoiceEdit
              id={id}
              label="Drawn as"
              value={report.chart}
              options={CHARTS.map(({ kind, label }) => ({ value: kind, label }))}
              edits={(chart) => set({ chart })}
            />
          )}
        </Labelled>
      </div>
      <MeasureList report={report} edits={(measures) => set({ measures: [...measures] })} />
      <NameList
        label="Grouped by"
        help="One figure over all where nothing is chosen."
        values={report.group_by}
        options={groupings(spec, report.entity)}
        edits={(groups) => set(groupedBy(spec, report, groups))}
      />
      <TimeEdits report={report} set={set} />
      <FilterList entity={report.entity} filters={report.filters} edits={(filters) => set({ filters: [...filters] })} />
      <ShownOn report={report} />
      <Provenance source={report.source} assumed={report.assumed} />
      <Remove
        name={report.title}
        meaning="The report goes, with the charts that draw it. The records it counts stay."
        edits={() => [{ op: "remove", kind: "report", target: report.id }]}
        onRemoved={() => onSelect(null)}
      />
    </section>
  );
}

interface TimeEditsProps {
  readonly report: Report;
  readonly set: (values: Partial<Report>) => Edit[];
}

/** Which date counts, and how far back the report looks at first. */
function TimeEdits({ report, set }: TimeEditsProps): ReactNode {
  const { spec } = useWorkspace();
  const dates = datesOf(spec, report.entity).map(({ name, label }) => ({ value: name, label }));
  const isTimed = report.group_by.some(isPeriod) || Boolean(report.period);
  return (
    <div className="pages-pair">
      <Labelled label="Date that counts">
        {(id) => (
          <ChoiceEdit
            id={id}
            label="Date that counts"
            value={report.date_field ?? ""}
            options={isTimed ? dates : [{ value: "", label: "None" }, ...dates]}
            edits={(date) => set({ date_field: date || null })}
          />
        )}
      </Labelled>
      <Labelled label="Shows at first">
        {(id) => (
          <ChoiceEdit
            id={id}
            label="Shows at first"
            value={report.period ?? ""}
            options={[
              { value: "", label: "All time" },
              ...PERIODS.map((value) => ({ value, label: `This ${sentence(value).toLowerCase()}` })),
            ]}
            edits={(period) =>
              set({
                period: period || null,
                ...(period && !report.date_field ? { date_field: dates[0]?.value ?? null } : {}),
              })
            }
          />
        )}
      </Labelled>
    </div>
  );
}
