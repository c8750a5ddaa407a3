import type { ReactNode } from "react";
import { Ring, RingKey, totalOf } from "../../charts/Ring";
import { useFormat } from "../../format/use-format";
import type { ChartData } from "./chart-data";
import { FigureTip } from "./FigureTip";
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
  const text = (value: number) => figureText(value, unit, format);
  return (
    <div className="chart-pie">
      <div className="chart-pie-ring">
        <Sized height={220}>
          <Ring slices={slices} tip={<FigureTip unit={unit} series={series} />} />
        </Sized>
        <div className="chart-pie-total">
          <b>{text(totalOf(slices))}</b>
          <span>{series[0]?.label}</span>
        </div>
      </div>
      <RingKey slices={slices} text={text} locale={format.locale} />
    </div>
  );
}
