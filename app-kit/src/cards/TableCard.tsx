import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { browserLanguage } from "../format/language";
import { Button } from "../ui/Button";
import type { Card, CardColumn } from "./card";
import { Nothing } from "./Nothing";
import { columnsOf, finite, type Row, rowsOf, webAddress } from "./reading";
import { SafeLink } from "./SafeLink";
import { Scroll } from "./Scroll";
import { type Wording, wordingOf } from "./wording";

const AT_ONCE = 100;

interface Sort {
  readonly key: string;
  readonly isDown: boolean;
}

/** Rows that can be sorted by each column; many come in parts. */
export function TableCard({ card, value }: { readonly card: Card; readonly value: unknown }): ReactNode {
  const rows = rowsOf(value);
  const columns = columnsOf(card, rows);
  const wording = wordingOf(card);
  const [sort, setSort] = useState<Sort | null>(null);
  const [most, setMost] = useState(AT_ONCE);
  const sorted = useMemo(() => (sort ? sortedBy(rows, sort) : rows), [rows, sort]);
  if (rows.length === 0 || columns.length === 0) return <Nothing card={card} />;
  const turn = (key: string) =>
    setSort(sort?.key !== key ? { key, isDown: false } : sort.isDown ? null : { key, isDown: true });
  return (
    <Scroll label={`${card.title}: rows`}>
      <table className="card-table">
        <caption className="sr-only">{card.title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.key}
                column={column}
                isFigure={isFigure(column, rows)}
                sort={sort?.key === column.key ? sort : null}
                onTurn={() => turn(column.key)}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, most).map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={place}>
              {columns.map((column) => (
                <Cell key={column.key} row={row} column={column} isFigure={isFigure(column, rows)} wording={wording} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sorted.length > most && (
        <div className="card-more">
          <Button size="small" onClick={() => setMost(most + AT_ONCE)}>
            Show {Math.min(AT_ONCE, sorted.length - most)} more of{" "}
            {new Intl.NumberFormat(wording.locale).format(sorted.length)}
          </Button>
        </div>
      )}
    </Scroll>
  );
}

interface HeadProps {
  readonly column: CardColumn;
  readonly isFigure: boolean;
  readonly sort: Sort | null;
  readonly onTurn: () => void;
}

function Head({ column: { label }, isFigure, sort, onTurn }: HeadProps): ReactNode {
  const state = sort ? (sort.isDown ? "descending" : "ascending") : "none";
  return (
    <th scope="col" aria-sort={state} className={isFigure ? "cell-number" : undefined}>
      <button type="button" onClick={onTurn} title={`Sort by ${label}`}>
        <span dir="auto">{label}</span>
        {sort && (sort.isDown ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
      </button>
    </th>
  );
}

interface CellProps {
  readonly row: Row;
  readonly column: CardColumn;
  readonly isFigure: boolean;
  readonly wording: Wording;
}

function Cell({ row, column, isFigure, wording }: CellProps): ReactNode {
  const value = row[column.key];
  const format = column.format ?? "text";
  const text = wording.full(value, format);
  const address = format === "link" ? webAddress(value) : null;
  return (
    <td className={isFigure ? "cell-number" : undefined}>
      <div className="card-cell" dir="auto" title={text.length > 24 ? text : undefined}>
        {address ? <SafeLink to={address}>{address.replace(/^https?:\/\/(www\.)?/, "")}</SafeLink> : text}
      </div>
    </td>
  );
}

function isFigure({ key, format }: CardColumn, rows: readonly Row[]): boolean {
  if (format === "number" || format === "percent" || format === "money") return true;
  return (format ?? "text") === "text" && rows.slice(0, 50).every((row) => typeof row[key] === "number");
}

function sortedBy(rows: readonly Row[], { key, isDown }: Sort): readonly Row[] {
  const words = new Intl.Collator(browserLanguage(), { numeric: true, sensitivity: "base" });
  const compared = (one: unknown, other: unknown): number => {
    const [left, right] = [finite(one), finite(other)];
    if (left !== null && right !== null) return left - right;
    return words.compare(String(one), String(other));
  };
  const isMissing = (value: unknown) => value === null || value === undefined || value === "";
  return rows.toSorted(({ [key]: one }, { [key]: other }) => {
    if (isMissing(one) || isMissing(other)) return Number(isMissing(one)) - Number(isMissing(other));
    return isDown ? compared(other, one) : compared(one, other);
  });
}
