import { ChartColumn, Table2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useId, useMemo, useState } from "react";
import { asApiError } from "../../data/errors";
import { type ReportData, useReport } from "../../data/report";
import { LoadProblem } from "../../entity/LoadProblem";
import { useFormat } from "../../format/use-format";
import { IconButton } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Small";
import { useIsPhone } from "../../ui/use-media";
import { chartData, totalsOf } from "./chart-data";
import { figureText, isFigure } from "./figures";
import { ReportTable } from "./ReportTable";
import { type SpanName, spanOf } from "./spans";

const MOST_SLICES = 6;

const ChartCanvas = lazy(() => import("./ChartCanvas"));

export type ChartKind = "bar" | "line" | "area" | "pie" | "number" | "table";

export interface ReportChartProps {
  /** Name of a report of the application. */
  readonly report: string;
  /** How it is drawn; the report's own chart when unset. */
  readonly kind?: ChartKind;
}

/** A report of the application as a chart, with its figures as a table for whoever prefers or needs them. */
export function ReportChart({ report, kind }: ReportChartProps): ReactNode {
  const format = useFormat();
  const heading = useId();
  const [spanName, setSpanName] = useState<SpanName>("report");
  const [asTable, setAsTable] = useState(false);
  const answer = useReport(report, spanOf(spanName, format.today()));
  const { data } = answer;
  const drawn = kind ?? kindOf(data?.chart);
  const chosen = asTable ? "table" : drawn;
  const isEmpty = data !== undefined && !hasFigures(data);
  return (
    <article className="panel chart" aria-labelledby={heading} aria-busy={answer.isPlaceholderData || undefined}>
      <header className="chart-head">
        <h2 id={heading} className="min-w-0 flex-1">
          {data?.title ?? <Skeleton className="w-40" />}
          {!data && <span className="sr-only">Report</span>}
        </h2>
        {data && (isDated(data) || spanName !== "report") && (
          <SpanChooser data={data} name={spanName} onName={setSpanName} />
        )}
        {drawn !== "table" && drawn !== "number" && (
          <IconButton
            label={asTable ? "Show as chart" : "Show as table"}
            aria-pressed={asTable}
            size="small"
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          </IconButton>
        )}
      </header>
      {answer.error && !data ? (
        <LoadProblem error={asApiError(answer.error)} onRetry={answer.refetch} />
      ) : !data ? (
        <ChartSkeleton />
      ) : isEmpty ? (
        <EmptyState icon={<ChartColumn aria-hidden />} title="No figures yet">
          {spanName === "report"
            ? "The chart draws itself once there is something to count."
            : "Choose another period, or all time."}
        </EmptyState>
      ) : (
        <ReportFigure data={data} kind={chosen} />
      )}
    </article>
  );
}

export interface ReportFigureProps {
  readonly data: ReportData;
  readonly kind: ChartKind;
}

/** Figures that are at hand as a chart, with a table for screen readers. */
export function ReportFigure({ data, kind }: ReportFigureProps): ReactNode {
  const format = useFormat();
  const narrow = useIsPhone();
  const chart = useMemo(() => chartData(data, format, kind === "pie" ? MOST_SLICES : undefined), [data, format, kind]);
  if (kind === "number") return <Numbers data={data} />;
  if (kind === "table" || !chart || !chart.axis) {
    return chart && !chart.axis ? <Numbers data={data} /> : <ReportTable data={data} />;
  }
  return (
    <figure className="chart-figure">
      <div className="chart-canvas" aria-hidden>
        <Suspense fallback={<ChartSkeleton />}>
          <ChartCanvas data={chart} kind={kind} narrow={narrow} />
        </Suspense>
      </div>
      {chart.note && <figcaption className="chart-note">{chart.note}</figcaption>}
      <div className="sr-only">
        <ReportTable data={data} plain />
      </div>
    </figure>
  );
}

function Numbers({ data }: { readonly data: ReportData }): ReactNode {
  const format = useFormat();
  const totals = totalsOf(data);
  if (totals.every(({ value }) => value === null)) return <ReportTable data={data} />;
  return (
    <dl className="chart-numbers">
      {totals.map(({ column, value }) => (
        <div key={column.key}>
          <dt className="stat-label">{column.label}</dt>
          <dd className="stat-value">{figureText(value, column, format)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface SpanChooserProps {
  readonly data: ReportData;
  readonly name: SpanName;
  readonly onName: (name: SpanName) => void;
}

function SpanChooser({ data, name, onName }: SpanChooserProps): ReactNode {
  const limited = name === "report" && Boolean(data.from);
  const names: readonly (readonly [SpanName, string])[] = [
    ["report", limited ? "As reported" : "All time"],
    ["month", "This month"],
    ["quarter", "Last 3 months"],
    ["year", "This year"],
    ...(limited ? [["all", "All time"] as const] : []),
  ];
  return (
    <select
      className="chart-span"
      aria-label="Period"
      value={name}
      onChange={(event) => onName(event.target.value as SpanName)}
    >
      {names.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** Whether a report speaks of time. */
function isDated({ columns, from, to, period }: ReportData): boolean {
  return Boolean(from || to || period) || columns.some(({ type }) => type === "date" || type === "datetime");
}

function hasFigures(data: ReportData): boolean {
  const figures = data.columns.filter(isFigure);
  const grouped = figures.length < data.columns.length;
  if (data.rows.length === 0) return false;
  return !grouped || data.rows.some((row) => figures.some(({ key }) => row[key] !== null && row[key] !== 0));
}

function kindOf(chart: string | undefined): ChartKind {
  return KINDS.find((kind) => kind === chart) ?? "bar";
}

const KINDS: readonly ChartKind[] = ["bar", "line", "area", "pie", "number", "table"];

function ChartSkeleton(): ReactNode {
  return (
    <div className="chart-skeleton" role="status" aria-label="Loading">
      {["45%", "70%", "55%", "90%", "60%", "75%"].map((height) => (
        <span key={height} className="skeleton" style={{ height }} />
      ))}
    </div>
  );
}
