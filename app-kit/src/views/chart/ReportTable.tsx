import type { ReactNode } from "react";
import type { ReportData } from "../../data/report";
import { useFormat } from "../../format/use-format";
import { cellText, isFigure } from "./figures";

export interface ReportTableProps {
  readonly data: ReportData;
  /** Without a place of its own to scroll in. */
  readonly plain?: boolean;
}

/** The figures of a report as a table. */
export function ReportTable({ data, plain = false }: ReportTableProps): ReactNode {
  if (plain) return <Figures data={data} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard
    <section className="report-table" aria-label={`${data.title} as a table`} tabIndex={0}>
      <Figures data={data} />
    </section>
  );
}

function Figures({ data }: { readonly data: ReportData }): ReactNode {
  const format = useFormat();
  return (
    <table className="table">
      <caption className="sr-only">{data.title}</caption>
      <thead>
        <tr>
          {data.columns.map((column) => (
            <th key={column.key} scope="col" className={isFigure(column) ? "cell-number" : undefined}>
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no identity but their place
          <tr key={index}>
            {data.columns.map((column) => (
              <td key={column.key} className={isFigure(column) ? "cell-number" : undefined}>
                <div className="cell" dir="auto">
                  {cellText(row, column, data, format)}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
