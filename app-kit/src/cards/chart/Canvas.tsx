import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { AXIS, Drawn, SeriesKey, STILL } from "../../charts/Drawn";
import { Tip } from "../../charts/Tip";
import { shortened } from "../../charts/text";
import type { Card } from "../card";
import { wordingOf } from "../wording";
import { CardRing } from "./CardRing";
import { figureFormat } from "./ChartTable";
import type { Drawing } from "./drawing";

export interface CanvasProps {
  readonly card: Card;
  readonly drawing: Drawing;
}

const TICK = { fill: "var(--muted)", fontSize: 11 } as const;

/** The drawing of a chart, as large as its place; a chunk of its own, because the library behind it is large. */
export default function Canvas({ card, drawing }: CanvasProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watching = new ResizeObserver(measure);
    watching.observe(element);
    return () => watching.disconnect();
  }, []);
  const hasRoom = size.width > 40 && size.height > 30;
  return (
    <div ref={place} className="card-canvas-place">
      {hasRoom &&
        (card.kind === "pie" ? (
          <CardRing card={card} drawing={drawing} {...size} />
        ) : (
          <Plot {...{ card, drawing, ...size }} />
        ))}
    </div>
  );
}

interface PlotProps extends CanvasProps {
  readonly width: number;
  readonly height: number;
}

function Plot({ card, drawing: { series, points }, width, height }: PlotProps): ReactNode {
  const wording = wordingOf(card);
  const isTight = width < 300 || height < 170;
  const [first] = series;
  const format = figureFormat(first?.column.format);
  const rows = points.map(({ name, values }) => ({ name, ...values }));
  const axisWidth = isTight ? 42 : 64;
  const unit = card.unit || (format === "money" ? card.currency : "") || "";
  const named = series.length === 1 ? (first?.label ?? "") : unit;
  const textOf = (value: unknown, key: unknown) =>
    wording.full(value, figureFormat((series.find((one) => one.key === key) ?? first)?.column.format));
  const kind = card.kind === "bar" || card.kind === "area" ? card.kind : "line";
  return (
    <Drawn {...{ kind, rows, series, width, height }} margin={MARGIN}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="name"
        {...AXIS}
        tick={TICK}
        minTickGap={10}
        interval="preserveStartEnd"
        height={isTight ? 20 : 42}
        tickFormatter={(name: string) => shortened(name, isTight ? 9 : 14)}
        {...(isTight ? {} : { label: { value: card.x_label || "", position: "insideBottom", offset: 2, ...TICK } })}
      />
      <YAxis
        {...AXIS}
        tick={TICK}
        axisLine={false}
        width={axisWidth}
        tickCount={height < 150 ? 3 : 5}
        tickFormatter={(value: number) => wording.short(value, format).replace(` ${card.unit}`, "")}
        {...(isTight
          ? {}
          : { label: { value: shortened(named, 28), angle: -90, position: "insideLeft", ...TICK, style: MIDDLE } })}
      />
      <Tooltip
        content={<Tip text={textOf} />}
        cursor={kind === "bar" ? { fill: "var(--hover)" } : { stroke: "var(--line-strong)" }}
        wrapperStyle={{ zIndex: 5 }}
        {...STILL}
      />
      {series.length > 1 && <SeriesKey small={isTight} room={isTight ? 12 : 24} />}
    </Drawn>
  );
}

const MARGIN = { top: 6, right: 10, bottom: 0, left: 0 } as const;
const MIDDLE = { textAnchor: "middle" } as const;
