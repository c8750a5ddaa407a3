import type { ReactNode } from "react";
import { asApiError } from "../../data/errors";
import { useReport } from "../../data/report";
import { LoadProblem } from "../../entity/LoadProblem";
import { Skeleton } from "../../ui/Small";
import { ReportTable } from "./ReportTable";

export type ChartKind = "bar" | "line" | "area" | "pie" | "number" | "table";

export interface ReportChartProps {
  /** Name of a report of the application. */
  readonly report: string;
  /** How it is drawn; the report's own chart when unset. */
  readonly kind?: ChartKind;
}

/** A report of the application. */
export function ReportChart({ report }: ReportChartProps): ReactNode {
  const answer = useReport(report);
  if (answer.error) return <LoadProblem error={asApiError(answer.error)} onRetry={answer.refetch} />;
  if (!answer.data) return <Skeleton className="h-64 w-full" />;
  return (
    <section className="panel" aria-label={answer.data.title}>
      <h2 className="panel-title">{answer.data.title}</h2>
      <ReportTable data={answer.data} />
    </section>
  );
}
