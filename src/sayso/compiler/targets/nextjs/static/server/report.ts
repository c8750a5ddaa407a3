// What is told of an import: where each column went and what is wrong, in a few kilobytes whatever the file holds.
import type { SheetColumn } from "./columns";
import type { FieldProblem } from "./problems";
import type { Sheet } from "./sheet";

export type RowProblem = FieldProblem & { readonly row: number };

export interface PlacedColumn {
  readonly position: number;
  readonly heading: string;
  readonly field: string | null;
  readonly label: string | null;
  readonly samples: readonly string[];
  readonly filled: number;
  readonly note: string;
}

/** How many cells an answer names; how many there are it says, too. */
const MOST_ERRORS = 20;
/** Characters of a heading or a cell, and of a message, that are shown. */
const LONGEST = 60;
const LONGEST_MESSAGE = 200;
/** Bytes of a file that its columns show together; each of many shows less. */
const ROOM = 16 * 1024;
const SAMPLES = 3;
const encoder = new TextEncoder();

/** Each column of a sheet, also one without a heading: the field that it goes to, and what it holds. */
export function placedColumns(sheet: Sheet, columns: readonly SheetColumn[]): PlacedColumn[] {
  const width = sheet.rows.reduce((most, { cells }) => Math.max(most, cells.length), sheet.header.length);
  const room = Math.floor(ROOM / (Math.max(width, 1) * (2 + SAMPLES)));
  const placed: PlacedColumn[] = [];
  for (let position = 0; position < width; position += 1) {
    const heading = sheet.header[position] ?? "";
    const filled = sheet.rows.map(({ cells }) => (cells[position] ?? "").trim()).filter(Boolean);
    const column = columns.find((one) => one.position === position);
    if (!heading && !filled.length) continue;
    placed.push({
      position,
      heading: excerpt(heading, room),
      field: column?.key ?? null,
      label: column?.label ?? null,
      samples: [...new Set(filled)].slice(0, SAMPLES).map((cell) => excerpt(cell, room)),
      filled: filled.length,
      note: "",
    });
  }
  return placed;
}

/** The first of the problems, each in few words. */
export function toldProblems(problems: readonly RowProblem[]): RowProblem[] {
  return problems
    .slice(0, MOST_ERRORS)
    .map((one) => ({ ...one, message: excerpt(one.message, 4 * LONGEST_MESSAGE, LONGEST_MESSAGE) }));
}

/** A text in one line, of so many characters and bytes at most, with a mark where it was cut. */
function excerpt(text: string, room: number, longest = LONGEST): string {
  const line = [...text.slice(0, 2 * (longest + 1))].map((one) => (/[\p{C}\p{Z}]/u.test(one) ? " " : one));
  const seen = [...line.join("").trim()];
  let left = room;
  let kept = 0;
  for (const one of seen.slice(0, longest)) {
    left -= one === '"' || one === "\\" ? 2 : encoder.encode(one).length;
    if (left < 0) break;
    kept += 1;
  }
  return kept === seen.length ? seen.join("") : `${seen.slice(0, kept).join("")}…`;
}
