// Lists as CSV and CSV as rows, the way spreadsheets write it (RFC 4180).

import type { Row } from "./context";
import type { EntityModel } from "./model";

/** Rows as CSV with labels as header. A cell that a spreadsheet would run as a formula is quoted as text. */
export function writeCsv(model: EntityModel, rows: readonly Row[], columns: readonly string[]): string {
  const keys = columns.length ? columns : Object.keys(model.columns).filter((key) => !key.endsWith("_id"));
  const lines = rows.map((row) => keys.map((key) => cell(row[`${key}_title`] ?? row[key])));
  const header = keys.map((key) =>
    cell(model.columns[key]?.label ?? model.columns[`${key}_id`]?.label ?? key),
  );
  return `${[header, ...lines].map((line) => line.join(",")).join("\r\n")}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = Array.isArray(value)
    ? value.join("; ")
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The records of a CSV text, keyed by column: the header may hold labels or names. */
export function readCsv(model: EntityModel, text: string): Record<string, unknown>[] {
  const [header = [], ...lines] = parse(text.replace(/^\uFEFF/, ""));
  const keys = header.map((title) => keyOf(model, title.trim()));
  return lines.map((line) =>
    Object.fromEntries(line.flatMap((text, index) => pair(model, keys[index], text.trim()))),
  );
}

function keyOf(model: EntityModel, title: string): string | undefined {
  const wanted = title.toLowerCase();
  return Object.keys(model.columns).find(
    (key) => key === wanted || model.columns[key]?.label.toLowerCase() === wanted,
  );
}

function pair(model: EntityModel, key: string | undefined, text: string): [string, unknown][] {
  if (!key || text === "") return [];
  switch (model.columns[key]?.kind) {
    case "number":
      return [[key, Number(text.replaceAll(/[\s,](?=\d{3}\b)/g, ""))]];
    case "boolean":
      return [[key, /^(true|yes|y|1|x)$/i.test(text)]];
    case "texts":
      return [[key, text.split(/[;,]\s*/)]];
    default:
      return [[key, text]];
  }
}

function parse(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const match of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    const [whole, value = "", end] = match;
    if (whole === "" && !record.length) break;
    record.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === ",") continue;
    if (record.some(Boolean)) records.push(record);
    record = [];
  }
  return records;
}
