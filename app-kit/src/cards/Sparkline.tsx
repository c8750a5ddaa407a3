import type { ReactNode } from "react";

const WIDTH = 100;
const HEIGHT = 32;

/** The way of a figure as a small line; the figure and its trend are said in words beside it. */
export function Sparkline({ values }: { readonly values: readonly number[] }): ReactNode {
  const least = Math.min(...values);
  const span = Math.max(...values) - least || 1;
  const step = WIDTH / (values.length - 1);
  const points = values.map((value, at) => [at * step, HEIGHT - 3 - ((value - least) / span) * (HEIGHT - 6)] as const);
  const line = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
  return (
    <svg
      className="card-spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      focusable="false"
    >
      <path d={`${line}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} className="card-spark-area" />
      <path d={line} className="card-spark-line" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
