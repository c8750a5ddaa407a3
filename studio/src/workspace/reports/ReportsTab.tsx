import { Button, EmptyState } from "@sayso/app-kit";
import { ChartPie, Plus } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { EditingProvider } from "../editing/editing";
import { ReadOnlyNotice } from "../editing/Small";
import { useSelection } from "../editing/selection";
import { useWorkspace } from "../state/context";
import { NewReport } from "./NewReport";
import { ReportCard } from "./ReportCard";
import { ReportEditor } from "./ReportEditor";

/** The reports of the application, each drawn small, and the one that is chosen with all that can be said of it. */
export default function ReportsTab(): ReactNode {
  return (
    <EditingProvider>
      <Reports />
    </EditingProvider>
  );
}

function Reports(): ReactNode {
  const { spec, mayEdit } = useWorkspace();
  const { at, select, goal } = useSelection();
  const [isAdding, setAdding] = useState(false);
  const chosen = spec.reports.find(({ id }) => id === at);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!goal) return;
    const cards = [...(list.current?.querySelectorAll<HTMLElement>("[data-report]") ?? [])];
    const card = cards.find(({ dataset }) => dataset.report === goal.id);
    card?.scrollIntoView({ block: "nearest" });
    if (goal.focus) card?.focus({ preventScroll: true });
  }, [goal]);

  return (
    <div className="pages-frame">
      <div className="reports" data-editing={chosen ? "" : undefined}>
        <section className="reports-list" aria-label="Reports">
          <ReadOnlyNotice />
          {mayEdit && spec.reports.length > 0 && (
            <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
              New report
            </Button>
          )}
          {spec.reports.length === 0 && (
            <EmptyState
              icon={<ChartPie aria-hidden />}
              title="No reports yet"
              actions={
                mayEdit &&
                spec.entities.length > 0 && (
                  <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
                    New report
                  </Button>
                )
              }
            >
              A report counts or adds up records: appointments per month, revenue per client.
            </EmptyState>
          )}
          <div className="reports-cards" ref={list}>
            {spec.reports.map((report) => (
              <ReportCard
                key={report.id}
                report={report}
                isChosen={report === chosen}
                onChoose={() => select(report.id)}
              />
            ))}
          </div>
        </section>
        {chosen && <ReportEditor key={chosen.id} report={chosen} onSelect={select} />}
        {isAdding && (
          <NewReport
            onClose={() => setAdding(false)}
            onAdded={(id) => {
              setAdding(false);
              select(id);
            }}
          />
        )}
      </div>
    </div>
  );
}
