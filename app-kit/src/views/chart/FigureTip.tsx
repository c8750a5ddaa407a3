import type { ReactNode } from "react";
import { Tip, type TipProps } from "../../charts/Tip";
import type { ReportColumn } from "../../data/report";
import { useFormat } from "../../format/use-format";
import type { Series } from "./chart-data";
import { figureText } from "./figures";

export interface FigureTipProps extends Omit<TipProps, "text" | "name"> {
  readonly unit: ReportColumn;
  readonly series: readonly Series[];
}

/** The figures of a place in the unit of the report. */
export function FigureTip({ unit, series, ...hovered }: FigureTipProps): ReactNode {
  const format = useFormat();
  const text = (value: unknown) => figureText(typeof value === "number" ? value : null, unit, format);
  return <Tip {...hovered} text={text} name={series[0]?.label ?? ""} />;
}
