import type { ReactNode } from "react";
import { Area, AreaChart, Bar, BarChart, Legend, Line, LineChart } from "recharts";
import { colorOf } from "./colors";
import { shortened } from "./text";

/** How axes and marks look wherever figures are drawn. */
export const AXIS = { stroke: "var(--line-strong)", tickLine: false } as const;
export const STILL = { isAnimationActive: false } as const;

/** Lines are told apart by more than colour. */
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "12 4", "4 2"];
const MOST_DOTS = 31;

/** One line, row of bars or area. */
export interface DrawnSeries {
  readonly key: string;
  readonly label: string;
}

export interface DrawnProps {
  readonly kind: "bar" | "line" | "area";
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly series: readonly DrawnSeries[];
  /** Whether the series add up to a whole, and stand on each other. */
  readonly stacked?: boolean;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  readonly width?: number;
  readonly height?: number;
  /** Grid, axes, tooltip and key. */
  readonly children: ReactNode;
}

/** Series as bars, areas or lines, in a frame of the caller's; as large as given, or as what it stands in says. */
export function Drawn({ kind, rows, series, stacked = false, children, ...place }: DrawnProps): ReactNode {
  const common = { data: [...rows], accessibilityLayer: false, ...place } as const;
  const stack = stacked ? { stackId: "all" } : {};
  const marks = series.map(({ key, label }, at) => {
    const color = colorOf(at, series.length);
    const shared = { key, dataKey: key, name: label, ...STILL } as const;
    const dashes = DASHES[at % DASHES.length] ?? "";
    if (kind === "bar") {
      return <Bar {...shared} key={key} fill={color} maxBarSize={56} radius={stacked ? 0 : [4, 4, 0, 0]} {...stack} />;
    }
    const line = { ...shared, type: "monotone", stroke: color, strokeWidth: 2, connectNulls: !stacked } as const;
    if (kind === "area") {
      return (
        <Area
          {...line}
          key={key}
          strokeDasharray={stacked ? "" : dashes}
          fill={color}
          fillOpacity={0.14}
          dot={rows.length <= 1}
          {...stack}
        />
      );
    }
    return (
      <Line
        {...line}
        key={key}
        strokeDasharray={dashes}
        dot={rows.length <= MOST_DOTS && { r: 2.5, strokeWidth: 0, fill: color }}
      />
    );
  });
  const Chart = CHARTS[kind];
  return (
    <Chart {...common}>
      {children}
      {marks}
    </Chart>
  );
}

const CHARTS = { bar: BarChart, area: AreaChart, line: LineChart } as const;

export interface SeriesKeyProps {
  readonly small?: boolean;
  /** How many characters of a name are shown. */
  readonly room?: number;
}

/** What the colours stand for, above the drawing. */
export function SeriesKey({ small = false, room = 24 }: SeriesKeyProps): ReactNode {
  return (
    <Legend
      verticalAlign="top"
      align="left"
      iconSize={9}
      itemSorter={null}
      wrapperStyle={{ fontSize: small ? 11 : 12, paddingBottom: small ? 4 : 8 }}
      formatter={(text: string) => <span className="text-muted">{shortened(text, room)}</span>}
    />
  );
}
