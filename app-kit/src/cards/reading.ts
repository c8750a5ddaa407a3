import type { Card, CardColumn } from "./card";

export type Row = Readonly<Record<string, unknown>>;

export interface NumberData {
  readonly value: number | null;
  readonly previous: number | null;
  readonly series: readonly number[];
}

export interface ListItem {
  readonly title: string;
  readonly text: string;
  readonly url: string | null;
  readonly at: string | null;
  /** What else it has, for the columns of the card. */
  readonly values: Row;
}

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly column: CardColumn;
}

export interface ChartPoint {
  /** What stands at the axis, as it travelled. */
  readonly at: unknown;
  readonly values: Readonly<Record<string, number | null>>;
}

export interface ChartRead {
  readonly series: readonly Series[];
  readonly points: readonly ChartPoint[];
}

/** Data that is not what the kind of the card wants; the message says so to whoever made it. */
export class Misfit extends Error {}

const MOST_SERIES = 6;

/** The data of a number. */
export function numberOf(value: unknown): NumberData {
  if (typeof value === "number" || value === null) return { value: finite(value), previous: null, series: [] };
  const data = object(value, "a number, or an object with a “value”");
  if (!("value" in data)) throw new Misfit("The data has no “value”.");
  const figure = finite(data.value);
  if (figure === null && data.value !== null) throw new Misfit("The “value” is not a number.");
  const series = Array.isArray(data.series) ? data.series : [];
  return {
    value: figure,
    previous: finite(data.previous),
    series: series.map((one) => finite(isObject(one) ? one.value : one)).filter((one) => one !== null),
  };
}

/** The rows of a table or a chart. */
export function rowsOf(value: unknown): readonly Row[] {
  const rows = Array.isArray(value) ? value : object(value, "a list of rows").rows;
  if (!Array.isArray(rows)) throw new Misfit("The data has no list of “rows”.");
  if (!rows.every(isObject)) throw new Misfit("A row is not made of named values.");
  return rows;
}

/** The columns that the card names, or else what the rows have. */
export function columnsOf(card: Card, rows: readonly Row[]): readonly CardColumn[] {
  if (card.columns?.length) return card.columns;
  const keys = new Set(rows.slice(0, 20).flatMap((row) => Object.keys(row)));
  return [...keys].slice(0, 12).map((key) => ({ key, label: key.replaceAll("_", " ") }));
}

/** The points and series of a chart. */
export function chartOf(card: Card, value: unknown): ChartRead {
  const rows = rowsOf(value);
  if (rows.length === 0) return { series: [], points: [] };
  const x = card.x || Object.keys(rows[0] ?? {}).find((key) => finite(rows[0]?.[key]) === null) || "";
  const columns = columnsOf(card, rows).filter(({ key }) => key !== x && rows.some((row) => finite(row[key]) !== null));
  if (columns.length === 0) throw new Misfit("No value of the rows is a number that could be drawn.");
  const series = columns.slice(0, MOST_SERIES).map((column) => ({ key: column.key, label: column.label, column }));
  return {
    series,
    points: rows.map((row) => ({
      at: row[x],
      values: Object.fromEntries(series.map(({ key }) => [key, finite(row[key])])),
    })),
  };
}

/** The lines of a list. */
export function itemsOf(value: unknown): readonly ListItem[] {
  const items = Array.isArray(value) ? value : object(value, "a list of items").items;
  if (!Array.isArray(items)) throw new Misfit("The data has no list of “items”.");
  return items.map((item) => {
    const values: Row = isObject(item) ? item : { title: item };
    const { title, text, url, at } = values;
    return {
      title: said(title) || "Untitled",
      text: said(text),
      url: webAddress(url),
      at: typeof at === "string" && !Number.isNaN(Date.parse(at)) ? at : null,
      values,
    };
  });
}

/** The words of a text. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const { text } = object(value, "a text");
  if (text === null || text === undefined) return "";
  if (typeof text !== "string") throw new Misfit("The “text” is not a text.");
  return text;
}

/** An address of the web as it may be followed: http or https, nothing else. */
export function webAddress(value: unknown): string | null {
  if (typeof value !== "string" || !/^https?:\/\//i.test(value.trim())) return null;
  const url = URL.canParse(value.trim()) ? new URL(value.trim()) : null;
  return url && !url.username && !url.password ? url.href : null;
}

/** Why data cannot be drawn by a card, in plain words; null where it can. */
export function misfitOf(card: Card, value: unknown): string | null {
  try {
    if (card.kind === "number") numberOf(value);
    else if (card.kind === "list") itemsOf(value);
    else if (card.kind === "text") textOf(value);
    else if (card.kind === "table") rowsOf(value);
    else if (card.kind !== "custom") chartOf(card, value);
    return null;
  } catch (error) {
    if (error instanceof Misfit) return error.message;
    throw error;
  }
}

/** A number, also one that travelled as a text; null for everything else. */
export function finite(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}

function object(value: unknown, wanted: string): Row {
  if (!isObject(value)) throw new Misfit(`The data should be ${wanted}, and is ${named(value)}.`);
  return value;
}

function isObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function named(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return { string: "a text", number: "a number", boolean: "yes or no" }[typeof value as string] ?? "something else";
}

function said(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
