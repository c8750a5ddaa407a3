import type { Card } from "../card";
import type { ChartRead, Series } from "../reading";
import type { Wording } from "../wording";

/** What is drawn: places with names that people read. */
export interface Drawing {
  readonly series: readonly Series[];
  readonly points: readonly DrawnPoint[];
  /** What was put together or left out, in words. */
  readonly note: string | null;
}

export interface DrawnPoint {
  readonly name: string;
  readonly values: Readonly<Record<string, number | null>>;
}

const MOST_BARS = 40;
const MOST_POINTS = 1_000;
const MOST_SLICES = 6;

/** A chart as it is drawn: as many places as can be told apart. */
export function drawingOf(card: Card, { series, points }: ChartRead, wording: Wording): Drawing {
  const named = points.map(({ at, values }) => ({ name: wording.axis(at, card.x_format), values }));
  if (card.kind === "pie") return slices(series, named, wording);
  if (card.kind === "bar") return cut(series, named, MOST_BARS, wording);
  return cut(series, named, MOST_POINTS, wording);
}

function cut(series: readonly Series[], points: readonly DrawnPoint[], most: number, wording: Wording): Drawing {
  if (points.length <= most) return { series, points, note: null };
  const all = wording.full(points.length);
  return { series, points: points.slice(-most), note: `The last ${most} of ${all}; the table has all.` };
}

/** The biggest shares and the rest together; a share below nothing cannot be drawn. */
function slices(series: readonly Series[], points: readonly DrawnPoint[], wording: Wording): Drawing {
  const key = series[0]?.key ?? "";
  const size = ({ values }: DrawnPoint) => values[key] ?? 0;
  const drawn = points.filter((point) => size(point) > 0).toSorted((one, other) => size(other) - size(one));
  const below = points.some((point) => size(point) < 0) ? "Values below zero are in the table only." : null;
  if (drawn.length <= MOST_SLICES) return { series: series.slice(0, 1), points: drawn, note: below };
  const rest = drawn.slice(MOST_SLICES - 1);
  const together = { name: `Other (${wording.full(rest.length)})`, values: { [key]: sum(rest.map(size)) } };
  return { series: series.slice(0, 1), points: [...drawn.slice(0, MOST_SLICES - 1), together], note: below };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
