export type CardKind = "number" | "table" | "line" | "bar" | "area" | "pie" | "list" | "text" | "custom";

export type ValueFormat = "text" | "number" | "percent" | "money" | "date" | "datetime" | "link";

/** One value of each row: a column of a table, or a series of a chart. */
export interface CardColumn {
  readonly key: string;
  readonly label: string;
  readonly format?: ValueFormat;
}

/** How data is shown; `src/sayso/blocks/types.py` says what the data of each kind looks like. */
export interface Card {
  readonly kind: CardKind;
  readonly title: string;
  readonly explanation?: string;
  /** The value that names each row of a chart; the titles of a list read as `x_format` says. */
  readonly x?: string;
  readonly x_label?: string;
  readonly x_format?: ValueFormat;
  readonly columns?: readonly CardColumn[];
  readonly format?: ValueFormat;
  readonly unit?: string;
  readonly currency?: string;
  /** Which way of a trend is good news. */
  readonly better?: "up" | "down" | "";
  readonly empty?: string;
}
