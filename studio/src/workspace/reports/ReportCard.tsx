import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { sampleOf } from "../../spec/reports/sample";
import { reportSentence } from "../../spec/reports/shape";
import type { Report } from "../../spec/types";
import { useWorkspace } from "../state/context";

const SampleChart = lazy(async () => ({ default: (await import("./SampleChart")).SampleChart }));

export interface ReportCardProps {
  readonly report: Report;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A report as a small chart of sample figures, with what it shows in a sentence. */
export function ReportCard({ report, isChosen, onChoose }: ReportCardProps): ReactNode {
  const { spec } = useWorkspace();
  const sample = useMemo(() => sampleOf(spec, report), [spec, report]);
  return (
    <button type="button" className="reports-card" aria-pressed={isChosen} data-report={report.id} onClick={onChoose}>
      <b dir="auto">{report.title}</b>
      <span className="reports-says">{reportSentence(spec, report)}</span>
      <span className="reports-drawn">
        <Suspense fallback={<span className="reports-waits" />}>
          <SampleChart sample={sample} kind={report.chart} />
        </Suspense>
      </span>
    </button>
  );
}
