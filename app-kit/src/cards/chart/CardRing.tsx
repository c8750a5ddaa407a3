import type { ReactNode } from "react";
import { Ring, RingKey, totalOf } from "../../charts/Ring";
import { Tip } from "../../charts/Tip";
import type { Card } from "../card";
import { wordingOf } from "../wording";
import { figureFormat } from "./ChartTable";
import type { Drawing } from "./drawing";

export interface CardRingProps {
  readonly card: Card;
  readonly drawing: Drawing;
  readonly width: number;
  readonly height: number;
}

/** Below this width the names stand under the ring, and where that is not high enough either, on hover only. */
const BESIDE = 230;
const UNDER = 230;

/** Shares of a whole as a ring, with their names, figures and percentages in words. */
export function CardRing({ card, drawing: { series, points }, width, height }: CardRingProps): ReactNode {
  const wording = wordingOf(card);
  const bare = wordingOf({ ...card, unit: "" });
  const [one] = series;
  const format = figureFormat(one?.column.format);
  const slices = points.map(({ name, values }) => ({ name, value: values[one?.key ?? ""] ?? 0 }));
  const isBeside = width >= BESIDE;
  const hasKey = isBeside || height >= UNDER;
  const side = Math.max(
    40,
    Math.min(isBeside ? width * 0.42 : width, isBeside ? height : hasKey ? height * 0.5 : height, 260),
  );
  return (
    <div className="card-ring" data-beside={isBeside || undefined}>
      <div className="card-ring-place" style={{ width: side, height: side }}>
        <Ring slices={slices} side={side} tip={<Tip text={(value) => wording.full(value, format)} />} />
        {side >= 110 && (
          <div className="chart-pie-total">
            <b>{bare.short(totalOf(slices), format)}</b>
            <span>{card.unit || one?.label}</span>
          </div>
        )}
      </div>
      {hasKey && <RingKey slices={slices} text={(value) => bare.full(value, format)} locale={wording.locale} />}
    </div>
  );
}
