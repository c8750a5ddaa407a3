import type { ReactNode } from "react";
import type { ReportColumn } from "../../data/report";
import { useFormat } from "../../format/use-format";
import type { Series } from "./chart-data";
import { figureText } from "./figures";

/** What the chart library hands to the content of a tooltip, as far as it is used. */
interface Hovered {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly {
    readonly name?: string | number;
    readonly value?: unknown;
    readonly color?: string;
    readonly payload?: { readonly fill?: string };
  }[];
}

export interface ChartTooltipProps extends Hovered {
  readonly unit: ReportColumn;
  readonly series: readonly Series[];
}

/** The figures of the place that the pointer or the arrow keys are at, in full. */
export function ChartTooltip({ active, label, payload, unit, series }: ChartTooltipProps): ReactNode {
  const format = useFormat();
  if (!active || !payload?.length) return null;
  return (
    <div className="chart-tooltip">
      {label !== undefined && (
        <p className="font-medium" dir="auto">
          {label}
        </p>
      )}
      {payload.map(({ name, value, color, payload: place }) => (
        <p key={String(name)} className="chart-tooltip-line">
          <i style={{ background: color ?? place?.fill ?? "var(--accent)" }} aria-hidden />
          <span className="text-muted" dir="auto">
            {name ?? series[0]?.label}
          </span>
          <b>{figureText(typeof value === "number" ? value : null, unit, format)}</b>
        </p>
      ))}
    </div>
  );
}
