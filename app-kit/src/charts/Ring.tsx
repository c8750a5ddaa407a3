import type { ReactElement, ReactNode } from "react";
import { Cell, Pie, PieChart, Tooltip } from "recharts";
import { STILL } from "./Drawn";

/** A share of a whole. */
export interface Slice {
  readonly name: string;
  readonly value: number;
}

const sliceColor = (at: number) => `var(--chart-${(at % 6) + 1})`;

export interface RingProps {
  readonly slices: readonly Slice[];
  readonly tip: ReactElement;
  /** Pixels; as wide as what it stands in says where it is not given. */
  readonly side?: number;
}

/** Shares of a whole as a ring. */
export function Ring({ slices, tip, side }: RingProps): ReactNode {
  return (
    <PieChart accessibilityLayer={false} {...(side ? { width: side, height: side } : {})}>
      <Pie
        data={[...slices]}
        dataKey="value"
        nameKey="name"
        innerRadius="58%"
        outerRadius="96%"
        stroke="var(--surface)"
        strokeWidth={2}
        startAngle={90}
        endAngle={-270}
        rootTabIndex={-1}
        {...STILL}
      >
        {slices.map(({ name }, at) => (
          <Cell key={name} fill={sliceColor(at)} />
        ))}
      </Pie>
      <Tooltip content={tip} wrapperStyle={{ zIndex: 5 }} {...STILL} />
    </PieChart>
  );
}

export interface RingKeyProps {
  readonly slices: readonly Slice[];
  readonly text: (value: number) => string;
  readonly locale: string;
}

/** What the slices of a ring stand for: names, figures and percentages in words. */
export function RingKey({ slices, text, locale }: RingKeyProps): ReactNode {
  const total = totalOf(slices);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  return (
    <ul className="chart-key">
      {slices.map(({ name, value }, at) => (
        <li key={name}>
          <i style={{ background: sliceColor(at) }} aria-hidden />
          <span className="truncate" dir="auto" title={name}>
            {name}
          </span>
          <b>{text(value)}</b>
          <span className="chart-share">{total ? percent.format(value / total) : ""}</span>
        </li>
      ))}
    </ul>
  );
}

/** The whole that the slices are shares of. */
export function totalOf(slices: readonly Slice[]): number {
  return slices.reduce((sum, { value }) => sum + value, 0);
}
