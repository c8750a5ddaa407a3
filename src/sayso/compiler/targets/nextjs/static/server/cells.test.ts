// Which column goes where, and what a cell says in which language.
import { describe, expect, test } from "vitest";
import { readCell, writingOf } from "./cells";
import { matched, mappingIn } from "./columns";
import type { EntityModel, Kind } from "./model";
import { placedColumns, toldProblems } from "./report";
import { Unreadable } from "./written";

const pets = {
  columns: { name: { kind: "text", label: "Name" }, weight: { kind: "decimal", label: "Weight" } },
  belongsTo: {},
  sets: {},
} as unknown as EntityModel;
const header = ["Name", "Colour", "Weight"];
const read = (kind: Kind, text: string, locale: string) =>
  readCell({ kind, label: "Weight" }, text, writingOf({ settings: { locale }, timeZone: "Europe/London" }));

describe("cells", () => {
  test.each([
    ["decimal", "4,5", "de", 4.5],
    ["decimal", "4.5", "en", 4.5],
    ["money", "1.234,50", "en", 1234.5],
    ["integer", "1,234", "en", 1234],
    ["date", "03/04/2026", "en-GB", "2026-04-03"],
    ["date", "03/04/2026", "en-US", "2026-03-04"],
    ["datetime", "2026-07-23T10:00:00+01:00", "en", "2026-07-23T09:00:00.000Z"],
    ["time", "9:30 pm", "en", "21:30:00"],
  ] as const)("%s %s in %s", (kind, text, locale, value) => {
    const found = read(kind, text, locale);
    expect(kind === "datetime" ? new Date(String(found)).toISOString() : found).toBe(value);
  });

  test.each([
    ["decimal", "4,5"],
    ["decimal", "1.500"],
    ["date", "03/04/26"],
  ] as const)("%s %s is refused with both readings", (kind, text) => {
    expect(() => read(kind, text, "en")).toThrow(Unreadable);
    expect(() => read(kind, text, "en")).toThrow(/can be read as “.+” or as “.+”/);
  });
});

describe("columns", () => {
  test("go where they are called alike", () => {
    const columns = matched(pets, header);
    expect(columns.map(({ position, key }) => [position, key])).toEqual([
      [0, "name"],
      [2, "weight"],
    ]);
    const sheet = { header, rows: [{ number: 2, cells: ["Rex", "brown", "4.5"] }] };
    expect(placedColumns(sheet, columns).map(({ field, samples }) => [field, samples])).toEqual([
      ["name", ["Rex"]],
      [null, ["brown"]],
      ["weight", ["4.5"]],
    ]);
  });

  test("go where a person sends them", () => {
    expect(matched(pets, header, mappingIn('[null,"name",null]')).map(({ position }) => position)).toEqual([
      1,
    ]);
    expect(() => matched(pets, header, ["name", "name"])).toThrow("two columns");
    expect(() => matched(pets, header, ["nothing"])).toThrow("no column");
    expect(() => mappingIn("{}")).toThrow("JSON list");
  });

  test("of a hostile file are told in few kilobytes", () => {
    const wide = Array.from({ length: 200 }, (_, number) => `${number}${"字".repeat(20_000)}`);
    const sheet = { header: wide, rows: [{ number: 2, cells: wide }] };
    expect(new TextEncoder().encode(JSON.stringify(placedColumns(sheet, []))).length).toBeLessThan(48_000);
    const problems = Array.from({ length: 500 }, (_, row) => ({
      row,
      field: "name",
      message: "字".repeat(999),
    }));
    expect(toldProblems(problems).length).toBe(20);
    expect(JSON.stringify(toldProblems(problems)).length).toBeLessThan(16_000);
  });
});
