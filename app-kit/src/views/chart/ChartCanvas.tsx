import type { ReactNode } from "react";
import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useFormat } from "../../format/use-format";
import { ChartTooltip } from "./ChartTooltip";
import type { ChartData, Point } from "./chart-data";
import { Sized } from "./Sized";
import { Slices } from "./Slices";

export interface ChartCanvasProps {
  readonly data: ChartData;
  readonly kind: "bar" | "line" | "area" | "pie";
  readonly narrow: boolean;
}

const AXIS = { stroke: "var(--line-strong)", tickLine: false, tick: { fill: "var(--muted)", fontSize: 12 } } as const;
const STILL = { isAnimationActive: false } as const;

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

const color = (index: number, count: number) => (count === 1 ? "var(--accent)" : `var(--chart-${(index % 6) + 1})`);

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
  const frame = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="name"
        {...AXIS}
        minTickGap={12}
        interval="preserveStartEnd"
        height={44}
        tickFormatter={shortened(14)}
        label={{ value: axis?.label ?? "", position: "insideBottom", offset: 2, fill: "var(--muted)", fontSize: 12 }}
      />
      <YAxis
        {...AXIS}
        axisLine={false}
        width={64}
        allowDecimals={!isWhole}
        tickFormatter={tick}
        label={{
          value: series.length === 1 ? series[0]?.label : unit.label,
          angle: -90,
          position: "insideLeft",
          fill: "var(--muted)",
          fontSize: 12,
          style: { textAnchor: "middle" },
        }}
      />
      <Tooltip
        content={<ChartTooltip unit={unit} series={series} />}
        cursor={kind === "bar" ? { fill: "var(--hover)" } : { stroke: "var(--line-strong)" }}
        {...STILL}
      />
      {series.length > 1 && (
        <Legend
          verticalAlign="top"
          align="left"
          iconSize={9}
          itemSorter={null}
          wrapperStyle={LEGEND}
          formatter={legendText}
        />
      )}
    </>
  );
  const rows = rowsOf(data);
  if (kind === "bar") {
    return (
      <Sized>
        <BarChart data={rows} margin={MARGIN} accessibilityLayer={false}>
          {frame}
          {series.map(({ key, label }, index) => (
            <Bar
              key={key}
              dataKey={key}
              name={label}
              fill={color(index, series.length)}
              maxBarSize={56}
              radius={stacked ? 0 : [4, 4, 0, 0]}
              {...(stacked ? { stackId: "all" } : {})}
              {...STILL}
            />
          ))}
        </BarChart>
      </Sized>
    );
  }
  if (kind === "area") {
    return (
      <Sized>
        <AreaChart data={rows} margin={MARGIN} accessibilityLayer={false}>
          {frame}
          {series.map(({ key, label }, index) => (
            <Area
              key={key}
              dataKey={key}
              name={label}
              type="monotone"
              stroke={color(index, series.length)}
              strokeWidth={2}
              fill={color(index, series.length)}
              fillOpacity={0.14}
              dot={rows.length <= 1}
              {...(stacked ? { stackId: "all" } : {})}
              {...STILL}
            />
          ))}
        </AreaChart>
      </Sized>
    );
  }
  return (
    <Sized>
      <LineChart data={rows} margin={MARGIN} accessibilityLayer={false}>
        {frame}
        {series.map(({ key, label }, index) => (
          <Line
            key={key}
            dataKey={key}
            name={label}
            type="monotone"
            stroke={color(index, series.length)}
            strokeWidth={2}
            strokeDasharray={DASHES[index % DASHES.length] ?? ""}
            dot={rows.length <= 31 && { r: 2.5, strokeWidth: 0, fill: color(index, series.length) }}
            connectNulls
            {...STILL}
          />
        ))}
      </LineChart>
    </Sized>
  );
}

/** Lines are told apart by more than colour. */
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "12 4", "4 2"];
const MARGIN = { top: 8, right: 12, bottom: 0, left: 4 };
const LEGEND = { fontSize: 12, paddingBottom: 8 };
const legendText = (value: string) => <span className="text-muted">{value}</span>;

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
          axisLine={false}
          allowDecimals={!isWhole}
          tickFormatter={tick}
          height={44}
          label={{ value: unit.label, position: "insideBottom", offset: 2, fill: "var(--muted)", fontSize: 12 }}
        />
        <YAxis
          type="category"
          dataKey="name"
          {...AXIS}
          interval={0}
          width={longest * 6.6 + 14}
          tickFormatter={shortened(room)}
        />
        <Tooltip content={<ChartTooltip unit={unit} series={series} />} cursor={{ fill: "var(--hover)" }} {...STILL} />
        {series.length > 1 && (
          <Legend
            verticalAlign="top"
            align="left"
            iconSize={9}
            itemSorter={null}
            wrapperStyle={LEGEND}
            formatter={legendText}
          />
        )}
        {series.map(({ key, label }, index) => (
          <Bar
            key={key}
            dataKey={key}
            name={label}
            fill={color(index, series.length)}
            radius={[0, 4, 4, 0]}
            maxBarSize={22}
            {...STILL}
          />
        ))}
      </BarChart>
    </Sized>
  );
}

const shortened = (room: number) => (text: string) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);
