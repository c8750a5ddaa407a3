import { LoadProblem, useUrlState } from "@sayso/app-kit";
import { type ReactNode, useMemo } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { Breakdown } from "./Breakdown";
import { BudgetPanel } from "./BudgetPanel";
import { Calls } from "./Calls";
import { DayChart } from "./DayChart";
import { MEASURES, measureOf } from "./measures";
import { useUsage } from "./queries";
import { SPANS, spanOf } from "./spans";
import { Totals } from "./Totals";

/** What language models took, what they may take, and each of their calls. */
export function Usage(): ReactNode {
  return (
    <>
      <BudgetPanel />
      <Spent />
      <Calls />
    </>
  );
}

function Spent(): ReactNode {
  const [spanName, setSpan] = useUrlState("period");
  const [measureName, setMeasure] = useUrlState("show");
  const measure = measureOf(measureName);
  const span = useMemo(() => spanOf(spanName, new Date()), [spanName]);
  const { data, error, refetch, isPlaceholderData } = useUsage(span);
  const isUnused = data !== undefined && data.total.calls === 0 && data.total.remembered === 0;
  return (
    <Panel
      title="Usage"
      actions={
        <div className="flex flex-wrap gap-2">
          <select
            className="input account-choice"
            aria-label="Figures"
            value={measure}
            onChange={({ target }) => setMeasure(target.value)}
          >
            {MEASURES.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
          <select
            className="input account-choice"
            aria-label="Period"
            value={SPANS.some(({ name }) => name === spanName) ? (spanName ?? "month") : "month"}
            onChange={({ target }) => setSpan(target.value === "month" ? null : target.value)}
          >
            {SPANS.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
      }
    >
      {error && !data ? (
        <LoadProblem error={error} onRetry={refetch} />
      ) : !data ? (
        <RowsSkeleton label="Usage" />
      ) : isUnused ? (
        <p className="panel-empty">
          No model was asked in this time. Sayso read everything by itself, at no cost; choose another period, or set up
          a model.
        </p>
      ) : (
        <div aria-busy={isPlaceholderData || undefined}>
          <Totals total={data.total} />
          <DayChart report={data} measure={measure} />
          <Breakdown report={data} measure={measure} />
        </div>
      )}
    </Panel>
  );
}
