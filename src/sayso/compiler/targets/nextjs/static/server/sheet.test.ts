// Sheets as people send them.
import { expect, test } from "vitest";
import { Malformed } from "./problems";
import { csvLines, guarded, readSheet, unguarded } from "./sheet";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([",", ";", "\t", "|"])("cells are parted by %j", (delimiter) => {
  const sheet = readSheet(bytes(["Name", "Price\r\nCut", '"3\n0"\r\n'].join(delimiter)));
  expect(sheet.header).toEqual(["Name", "Price"]);
  expect(sheet.rows).toEqual([{ number: 2, cells: ["Cut", "3\n0"] }]);
});

test("empty lines are passed over, and rows keep the numbers that a spreadsheet shows", () => {
  expect(readSheet(bytes("\uFEFFName\n\nAda\n,\n")).rows).toEqual([{ number: 3, cells: ["Ada"] }]);
});

test("what is no table is refused", () => {
  expect(() => readSheet(bytes(""))).toThrow(Malformed);
  expect(() => readSheet(bytes("a\0b"))).toThrow(Malformed);
});

test("written cells are read back", () => {
  const rows = [
    ['a "quoted", cell', "line\nbreak"],
    [guarded("=1+1"), "-"],
  ];
  const read = readSheet(bytes(csvLines([["A", "B"], ...rows])));
  expect(read.rows.map(({ cells }) => cells)).toEqual(rows);
  expect(rows[1]?.map(unguarded)).toEqual(["=1+1", "-"]);
});
