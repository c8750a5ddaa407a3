import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { change } from "../views/stats/trend";
import type { Card } from "./card";
import { Nothing } from "./Nothing";
import { type NumberData, numberOf } from "./reading";
import { Sparkline } from "./Sparkline";
import { type Wording, wordingOf } from "./wording";

/** A card that fits in a narrow place shows a long figure short, with all of it on hover. */
const LONG = 11;

/** One figure, how it moved, and the way it came. */
export function NumberCard({ card, value }: { readonly card: Card; readonly value: unknown }): ReactNode {
  const data = numberOf(value);
  const wording = wordingOf(card);
  if (data.value === null) return <Nothing card={card} />;
  const format = card.format ?? "number";
  const shown = wordingOf({ ...card, unit: "" });
  const full = shown.full(data.value, format);
  const short = full.length > LONG ? shown.short(data.value, format) : full;
  return (
    <div className="card-number">
      <p className="card-figure" title={wording.full(data.value, format)}>
        <span className="card-figure-full">{full}</span>
        <span className="card-figure-short" aria-hidden>
          {short}
        </span>
        {card.unit && <span className="card-unit"> {card.unit}</span>}
      </p>
      <Trend card={card} data={data} wording={shown} />
      {data.series.length > 1 && <Sparkline values={data.series} />}
    </div>
  );
}

interface TrendProps {
  readonly card: Card;
  readonly data: NumberData;
  readonly wording: Wording;
}

/** Beyond this share the earlier figure itself says more: nobody reads “1,899 % more”. */
const TELLING_SHARE = 2;

function Trend({ card, data: { value, previous }, wording }: TrendProps): ReactNode {
  if (value === null || previous === null) return null;
  const way = value > previous ? "up" : value < previous ? "down" : "same";
  const Arrow = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight }[way];
  const share = change(value, previous);
  const percent = new Intl.NumberFormat(wording.locale, { style: "percent", maximumFractionDigits: 0 });
  const before = wording.full(previous, card.format ?? "number");
  const words =
    way === "same"
      ? "Same as before"
      : share === null || Math.abs(share) > TELLING_SHARE
        ? `${way === "up" ? "Up" : "Down"} from ${before}`
        : `${percent.format(Math.abs(share))} ${way === "up" ? "more" : "less"} than ${before}`;
  const tone = !card.better || way === "same" ? "plain" : card.better === way ? "good" : "bad";
  return (
    <p className="card-trend" data-tone={tone}>
      <Arrow aria-hidden />
      <span>
        {words}
        {tone !== "plain" && <span className="sr-only">, {tone === "good" ? "good news" : "bad news"}</span>}
      </span>
    </p>
  );
}
