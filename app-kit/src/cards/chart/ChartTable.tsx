import type { ReactNode } from "react";
import type { Card } from "../card";
import type { ChartRead } from "../reading";
import { wordingOf } from "../wording";

/** The figures of a chart for those who cannot see it, and for whoever prefers to read. */
export function ChartTable({ card, read }: { readonly card: Card; readonly read: ChartRead }): ReactNode {
  const wording = wordingOf(card);
  return (
    <table className="card-table">
      <caption className="sr-only">{card.title}</caption>
      <thead>
        <tr>
          <th scope="col">{card.x_label || card.x || "Name"}</th>
          {read.series.map(({ key, label }) => (
            <th key={key} scope="col" className="cell-number">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {read.points.map(({ at, values }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no identity but their place
          <tr key={place}>
            <th scope="row" dir="auto">
              {wording.axis(at, card.x_format)}
            </th>
            {read.series.map(({ key, column }) => (
              <td key={key} className="cell-number">
                {wording.full(values[key], figureFormat(column.format))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A series is made of figures, whatever its column says of them. */
export function figureFormat(format: string | undefined): "number" | "percent" | "money" {
  return format === "percent" || format === "money" ? format : "number";
}
