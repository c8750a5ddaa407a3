import { IconButton, ReportFigure, sessionKey } from "@sayso/app-kit";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ChartColumn, Table2 } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { amountOf, MEASURES, type Measure } from "./measures";
import type { Report } from "./queries";
import { daysOf } from "./spans";

interface DayChartProps {
  readonly report: Report;
  readonly measure: Measure;
}

/** The kit's charts ask a session for signs and zones; here money is dollars and days are those of UTC. */
const inDollars = new QueryClient();
inDollars.setQueryData(sessionKey, { settings: { currency: "USD", time_zone: "UTC" } });

const TYPES = { cost: "money", tokens: "integer", calls: "integer" } as const;

/** A measure day by day, as a chart or as a table. */
export function DayChart({ report, measure }: DayChartProps): ReactNode {
  const [asTable, setAsTable] = useState(false);
  const label = MEASURES.find(({ name }) => name === measure)?.label ?? "";
  const data = useMemo(() => {
    const known = new Map(report.by_day.map((usage) => [usage.group, usage]));
    const isSmall = measure === "cost" && report.by_day.every(({ cost }) => cost < 1);
    return {
      name: "usage",
      title: `${label} by day`,
      chart: "bar",
      period: "day",
      columns: [
        { key: "day", label: "Day", type: "date" },
        { key: "sum_value", label: isSmall ? "Cost in cents" : label, type: isSmall ? "decimal" : TYPES[measure] },
      ],
      rows: daysOf(report.since, report.until).map((day) => {
        const usage = known.get(day);
        return { day, sum_value: usage ? amountOf(usage, measure) * (isSmall ? 100 : 1) : 0 };
      }),
    };
  }, [report, measure, label]);
  return (
    <section className="account-chart" aria-label={data.title}>
      <header>
        <h3>{data.title}</h3>
        <IconButton
          label={asTable ? "Show as chart" : "Show as table"}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
        </IconButton>
      </header>
      <QueryClientProvider client={inDollars}>
        <ReportFigure data={data} kind={asTable ? "table" : "bar"} />
      </QueryClientProvider>
    </section>
  );
}
