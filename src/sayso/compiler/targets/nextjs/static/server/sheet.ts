// A CSV file as people send it and as spreadsheets take it: encoding, delimiter, quotes (RFC 4180).
import { Malformed } from "./problems";

const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 200;
/** What formulas begin with, also in full width, and what some spreadsheets skip before one. */
const GUARDED = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export interface Sheet {
  readonly header: readonly string[];
  /** Cells with the number that a spreadsheet shows beside the row. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** Reads a CSV file. */
export function readSheet(bytes: Uint8Array): Sheet {
  const text = decoded(bytes);
  if (text.includes("\0"))
    throw new Malformed("This is not a CSV file.", "Save the table as CSV and send that.");
  const records = parse(text, delimiterOf(text)).map((cells, index) => ({ number: index + 1, cells }));
  const [head, ...rows] = records.filter(({ cells }) => cells.some((cell) => cell.trim()));
  if (!head) throw new Malformed("The file has no rows.", "The first row holds the names of the columns.");
  if (rows.length > MOST_ROWS)
    throw new Malformed(`A file may have at most ${MOST_ROWS} rows.`, "Split it into several.");
  const wide = [head, ...rows].find(({ cells }) => cells.length > MOST_COLUMNS);
  if (wide)
    throw new Malformed(
      `Row ${wide.number} has more than ${MOST_COLUMNS} columns.`,
      "Keep the columns that you need.",
    );
  return { header: head.cells.map((cell) => cell.trim()), rows };
}

/** Lines of CSV. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A cell that no spreadsheet takes for a formula. */
export function guarded(text: string): string {
  return GUARDED.test(text) ? `'${text}` : text;
}

/** A cell as it was before `guarded`. */
export function unguarded(text: string): string {
  return text.startsWith("'") && GUARDED.test(text.slice(1)) ? text.slice(1) : text;
}

/** Text of the bytes: by byte order mark, else UTF-8, else the code page of Windows spreadsheets. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** The delimiter that occurs most in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const first = text.split(/\r?\n/).find((line) => line.trim()) ?? "";
  const bare = first
    .split('"')
    .filter((_, index) => index % 2 === 0)
    .join("");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [",", ";", "\t", "|"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function parse(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endRecord = () => {
    records.push([...record, cell]);
    record = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] as string;
    if (isQuoted) {
      const isDoubled = letter === '"' && text[at + 1] === '"';
      if (letter !== '"' || isDoubled) cell += letter;
      else isQuoted = false;
      if (isDoubled) at += 1;
    } else if (letter === '"' && !cell) isQuoted = true;
    else if (letter === delimiter) {
      record.push(cell);
      cell = "";
    } else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      endRecord();
    } else cell += letter;
  }
  if (cell || record.length) endRecord();
  return records;
}
