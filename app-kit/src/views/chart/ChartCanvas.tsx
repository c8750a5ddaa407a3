import type { ReactNode } from "react";
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { colorOf } from "../../charts/colors";
import { AXIS, Drawn, SeriesKey, STILL } from "../../charts/Drawn";
import { shortened } from "../../charts/text";
import { useFormat } from "../../format/use-format";
import type { ChartData, Point } from "./chart-data";
import { FigureTip } from "./FigureTip";
import { Sized } from "./Sized";
import { Slices } from "./Slices";

export interface ChartCanvasProps {
  readonly data: ChartData;
  readonly kind: "bar" | "line" | "area" | "pie";
  readonly narrow: boolean;
}

const TICK = { fill: "var(--muted)", fontSize: 12 } as const;

/** The drawing of a report; a chunk of its own, because the library behind it is large. */
export default function ChartCanvas({ data, kind, narrow }: ChartCanvasProps): ReactNode {
  if (kind === "pie" && data.points.every(({ values }) => Object.values(values).every((value) => (value ?? 0) >= 0))) {
    return <Slices data={data} />;
  }
  if (kind === "bar" && !data.inTime && isWordy(data.points, narrow)) return <LyingBars data={data} narrow={narrow} />;
  return <Standing data={data} kind={kind === "pie" ? "bar" : kind} />;
}

/** Whether names need more room than stands below a bar. */
function isWordy(points: readonly Point[], narrow: boolean): boolean {
  const longest = Math.max(0, ...points.map(({ name }) => name.length));
  return points.length * Math.min(longest, 20) > (narrow ? 34 : 60);
}

function rowsOf({ points }: ChartData) {
  return points.map(({ name, values }) => ({ name, ...values }));
}

function useTicks({ unit, points }: ChartData) {
  const format = useFormat();
  const most = Math.max(
    0,
    ...points.flatMap(({ values }) => Object.values(values).map((value) => Math.abs(value ?? 0))),
  );
  const isWhole = unit.type === "integer";
  const short = new Intl.NumberFormat(format.locale, {
    ...(unit.type === "money" ? { style: "currency", currency: format.currency } : {}),
    ...(most >= 10_000
      ? { notation: "compact", maximumFractionDigits: 1 }
      : { maximumFractionDigits: isWhole || most >= 10 ? 0 : 2 }),
  });
  return { tick: (value: number) => short.format(value), isWhole };
}

function Standing({ data, kind }: { readonly data: ChartData; readonly kind: "bar" | "line" | "area" }): ReactNode {
  const { tick, isWhole } = useTicks(data);
  const { series, unit, axis } = data;
  const stacked = series.length > 1 && kind !== "line" && series.some(({ key }) => /^s\d$/.test(key));
  return (
    <Sized>
      <Drawn kind={kind} rows={rowsOf(data)} series={series} stacked={stacked} margin={MARGIN}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="name"
          {...AXIS}
          tick={TICK}
          minTickGap={12}
          interval="preserveStartEnd"
          height={44}
          tickFormatter={(name: string) => shortened(name, 14)}
          label={{ value: axis?.label ?? "", position: "insideBottom", offset: 2, ...TICK }}
        />
        <YAxis
          {...AXIS}
          tick={TICK}
          axisLine={false}
          width={64}
          allowDecimals={!isWhole}
          tickFormatter={tick}
          label={{
            value: series.length === 1 ? series[0]?.label : unit.label,
            angle: -90,
            position: "insideLeft",
            ...TICK,
            style: { textAnchor: "middle" },
          }}
        />
        <Tooltip
          content={<FigureTip unit={unit} series={series} />}
          cursor={kind === "bar" ? { fill: "var(--hover)" } : { stroke: "var(--line-strong)" }}
          {...STILL}
        />
        {series.length > 1 && <SeriesKey />}
      </Drawn>
    </Sized>
  );
}

const MARGIN = { top: 8, right: 12, bottom: 0, left: 4 };

function LyingBars({ data, narrow }: { readonly data: ChartData; readonly narrow: boolean }): ReactNode {
  const { tick, isWhole } = useTicks(data);
  const { points, series, unit } = data;
  const room = narrow ? 14 : 24;
  const longest = Math.min(room, Math.max(...points.map(({ name }) => name.length)));
  return (
    <Sized height={Math.max(200, points.length * (14 + 16 * series.length) + 56)}>
      <BarChart data={rowsOf(data)} layout="vertical" margin={{ ...MARGIN, right: 24 }} accessibilityLayer={false}>
        <CartesianGrid horizontal={false} stroke="var(--line)" />
        <XAxis
          type="number"
          {...AXIS}
          tick={TICK}
          axisLine={false}
          allowDecimals={!isWhole}
          tickFormatter={tick}
          height={44}
          label={{ value: unit.label, position: "insideBottom", offset: 2, ...TICK }}
        />
        <YAxis
          type="category"
          dataKey="name"
          {...AXIS}
          tick={TICK}
          interval={0}
          width={longest * 6.6 + 14}
          tickFormatter={(name: string) => shortened(name, room)}
        />
        <Tooltip content={<FigureTip unit={unit} series={series} />} cursor={{ fill: "var(--hover)" }} {...STILL} />
        {series.length > 1 && <SeriesKey />}
        {series.map(({ key, label }, index) => (
          <Bar
            key={key}
            dataKey={key}
            name={label}
            fill={colorOf(index, series.length)}
            radius={[0, 4, 4, 0]}
            maxBarSize={22}
            {...STILL}
          />
        ))}
      </BarChart>
    </Sized>
  );
}
