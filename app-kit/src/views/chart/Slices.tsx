import type { ReactNode } from "react";
import { Cell, Pie, PieChart, Tooltip } from "recharts";
import { useFormat } from "../../format/use-format";
import { ChartTooltip } from "./ChartTooltip";
import type { ChartData } from "./chart-data";
import { figureText } from "./figures";
import { Sized } from "./Sized";

/** Shares of a whole as a ring, with their names, figures and percentages in words. */
export function Slices({ data }: { readonly data: ChartData }): ReactNode {
  const format = useFormat();
  const { unit, series } = data;
  const key = series[0]?.key ?? "";
  const slices = data.points
    .map(({ name, values }) => ({ name, value: values[key] ?? 0 }))
    .filter(({ value }) => value > 0);
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const percent = new Intl.NumberFormat(format.locale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <div className="chart-pie">
      <div className="chart-pie-ring">
        <Sized height={220}>
          <PieChart accessibilityLayer={false}>
            <Pie
              data={slices}
              dataKey="value"
              nameKey="name"
              innerRadius="58%"
              outerRadius="96%"
              stroke="var(--surface)"
              strokeWidth={2}
              startAngle={90}
              endAngle={-270}
              isAnimationActive={false}
            >
              {slices.map(({ name }, index) => (
                <Cell key={name} fill={`var(--chart-${(index % 6) + 1})`} />
              ))}
            </Pie>
            <Tooltip content={<ChartTooltip unit={unit} series={series} />} isAnimationActive={false} />
          </PieChart>
        </Sized>
        <div className="chart-pie-total">
          <b>{figureText(total, unit, format)}</b>
          <span>{series[0]?.label}</span>
        </div>
      </div>
      <ul className="chart-key">
        {slices.map(({ name, value }, index) => (
          <li key={name}>
            <i style={{ background: `var(--chart-${(index % 6) + 1})` }} aria-hidden />
            <span className="truncate" dir="auto" title={name}>
              {name}
            </span>
            <b>{figureText(value, unit, format)}</b>
            <span className="chart-share">{total ? percent.format(value / total) : ""}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
