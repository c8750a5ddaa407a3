import type { ReactNode } from "react";
import { free, sentence } from "../../spec/names";
import { useForms, useShape } from "../context";
import { entitiesIn, isNumeric, isShowable, isTemporal, membersIn, pagesIn } from "../known";
import type { Measure, ReportPart } from "../shapes";
import { Cell } from "./Cell";
import { NamedInput, PickSeveral, Select } from "./controls";
import { CHARTS, MEASURES, PERIODS } from "./measures";
import { settledName } from "./naming";
import { Rows } from "./Rows";

const STEP = "reports";

/** The figures that matter, and how they are drawn. */
export function ReportsForm(): ReactNode {
  const { shapes } = useForms();
  const [shape, set] = useShape(STEP);
  const names = shape.reports.map(({ name }) => name);
  return (
    <Rows
      className="wizard-cards"
      items={shape.reports}
      onItems={(reports) => set({ ...shape, reports })}
      nameOf={(report) => report.title || sentence(report.name)}
      add="Add a report"
      make={(): ReportPart => ({
        name: free("report", names),
        title: "",
        entity: entitiesIn(shapes)[0]?.value ?? "",
        group_by: [],
        measures: [{ op: "count" }],
        filters: [],
        chart: "bar",
        shown: true,
      })}
    >
      {(report, change, at) => <ReportFields report={report} onReport={change} names={names} place={`reports.${at}`} />}
    </Rows>
  );
}

interface ReportFieldsProps {
  readonly report: ReportPart;
  readonly onReport: (report: ReportPart) => void;
  readonly place: string;
}

function ReportFields({
  report,
  onReport,
  names,
  place,
}: ReportFieldsProps & { readonly names: readonly string[] }): ReactNode {
  const { shapes } = useForms();
  const members = membersIn(shapes, report.entity);
  const dates = [
    ...members.filter(isTemporal),
    { value: "created_at", label: "When it was added", kind: "datetime" as const },
  ];
  const groups = [...members.filter(isShowable), ...(report.date_field ? PERIODS : [])];
  return (
    <>
      <Cell step={STEP} label="Report" at={[`${place}.name`, `${place}.title`]} className="wizard-title">
        {(identity) => (
          <NamedInput
            {...identity}
            value={report.title ?? sentence(report.name)}
            placeholder="For example: Deals per month"
            onValue={(title) => onReport({ ...report, title })}
            onSettle={() =>
              onReport({ ...report, name: settledName(report.name, report.title ?? "", "report", names) })
            }
          />
        )}
      </Cell>
      <div className="wizard-grid">
        <Cell step={STEP} label="About records of" at={[`${place}.entity`]} className="wizard-own-label">
          {(identity) => (
            <Select
              {...identity}
              value={report.entity}
              choices={entitiesIn(shapes)}
              onValue={(entity) => onReport(moved(report, entity))}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Drawn as" at={[`${place}.chart`]} className="wizard-own-label">
          {(identity) => (
            <Select
              {...identity}
              value={report.chart}
              choices={CHARTS}
              onValue={(chart) => onReport({ ...report, chart: chart as ReportPart["chart"] })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Grouped by" at={[`${place}.group_by`]} className="wizard-own-label">
          {(identity) => (
            <PickSeveral
              {...identity}
              values={report.group_by}
              choices={groups}
              placeholder="Nothing: one figure over all"
              onValues={(group_by) => onReport({ ...report, group_by })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Date that counts" at={[`${place}.date_field`]} className="wizard-own-label">
          {(identity) => (
            <Select
              {...identity}
              value={report.date_field ?? ""}
              none="None"
              choices={dates}
              onValue={(date_field) => onReport(dated(report, date_field))}
            />
          )}
        </Cell>
        <Cell step={STEP} label="On the page" at={[`${place}.page`]} className="wizard-own-label">
          {(identity) => (
            <Select
              {...identity}
              value={report.shown ? (report.page ?? "start") : "nowhere"}
              choices={[
                ...(report.page ? [] : [{ value: "start", label: "Where the application opens" }]),
                ...pagesIn(shapes),
                { value: "nowhere", label: "On none" },
              ]}
              onValue={(page) => onReport(placed(report, page))}
            />
          )}
        </Cell>
      </div>
      <MeasureRows report={report} onReport={onReport} place={place} />
    </>
  );
}

function MeasureRows({ report, onReport, place }: ReportFieldsProps): ReactNode {
  const { shapes } = useForms();
  const numbers = membersIn(shapes, report.entity).filter(isNumeric);
  return (
    <fieldset className="wizard-part">
      <legend>Figures</legend>
      <Rows
        className="wizard-table"
        items={report.measures}
        onItems={(measures) => onReport({ ...report, measures: measures.length > 0 ? measures : [{ op: "count" }] })}
        nameOf={(measure) => measure.label || measure.op}
        add="Add a figure"
        make={(): Measure => ({ op: "count" })}
      >
        {(measure, set, at) => (
          <div className="wizard-grid">
            <Cell step={STEP} label="Made as" at={[`${place}.measures.${at}.op`]}>
              {(identity) => (
                <Select
                  {...identity}
                  value={measure.op}
                  choices={MEASURES}
                  onValue={(op) => set(counted(measure, op as Measure["op"]))}
                />
              )}
            </Cell>
            {measure.op !== "count" && (
              <Cell step={STEP} label="Of" at={[`${place}.measures.${at}.field`]}>
                {(identity) => (
                  <Select
                    {...identity}
                    value={measure.field ?? ""}
                    choices={numbers}
                    onValue={(field) => set({ ...measure, field })}
                  />
                )}
              </Cell>
            )}
            <Cell step={STEP} label="Called" at={[`${place}.measures.${at}.label`]}>
              {(identity) => (
                <NamedInput
                  {...identity}
                  value={measure.label ?? ""}
                  placeholder="The usual name"
                  onValue={(label) => set({ ...measure, label })}
                />
              )}
            </Cell>
          </div>
        )}
      </Rows>
    </fieldset>
  );
}

/** A count is of records, not of one of their numbers. */
function counted(measure: Measure, op: Measure["op"]): Measure {
  const { field: _, ...rest } = measure;
  return op === "count" ? { ...rest, op } : { ...measure, op };
}

/** A report about other records knows none of what it was made of. */
function moved(report: ReportPart, entity: string): ReportPart {
  const { date_field: _, ...rest } = report;
  return { ...rest, entity, group_by: [], filters: [], measures: [{ op: "count" }] };
}

const SPANS = new Set(PERIODS.map(({ value }) => value));

function dated(report: ReportPart, date_field: string): ReportPart {
  const { date_field: _, ...rest } = report;
  if (date_field) return { ...rest, date_field };
  return { ...rest, group_by: report.group_by.filter((name) => !SPANS.has(name)) };
}

function placed(report: ReportPart, page: string): ReportPart {
  const { page: _, ...rest } = report;
  if (page === "nowhere") return { ...rest, shown: false };
  return page === "start" ? { ...rest, shown: true } : { ...rest, shown: true, page };
}
