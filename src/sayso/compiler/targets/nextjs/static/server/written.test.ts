// How people write values in sheets and addresses.
import { describe, expect, test } from "vitest";
import { readDay, readMoment, readNumber, readTime, readYesOrNo, Unreadable } from "./written";

describe("numbers", () => {
  test.each([
    ["1,234.50", 1234.5],
    ["1.234,50", 1234.5],
    ["1 234,5", 1234.5],
    ["£12", 12],
    ["12 EUR", 12],
    ["-0,5", -0.5],
    ["1,234", 1234],
  ])("%s", (text, value) => expect(readNumber(text)).toBe(value));

  test.each(["", "much", "NaN", "1e400", "0x10"])("%s is none", (text) =>
    expect(() => readNumber(text)).toThrow(Unreadable),
  );

  test("a whole number has no fraction", () =>
    expect(() => readNumber("1.5", "integer")).toThrow(Unreadable));
});

describe("days", () => {
  test.each([
    ["2026-11-23", "2026-11-23"],
    ["23.11.2026", "2026-11-23"],
    ["23/11/26", "2026-11-23"],
    ["11/23/2026", "2026-11-23"],
    ["23 Nov 2026", "2026-11-23"],
    ["November 23, 2026", "2026-11-23"],
    ["20261123", "2026-11-23"],
  ])("%s", (text, day) => expect(readDay(text)).toBe(day));

  test.each(["yesterday", "2026-02-31", "31.2.2026", "today"])("%s is none", (text) =>
    expect(() => readDay(text)).toThrow(Unreadable),
  );
});

describe("moments are those of the site's clock", () => {
  test.each([
    ["2026-11-23 10:00", "Europe/London", "2026-11-23T10:00:00.000Z"],
    ["23/07/2026 10:00", "Europe/London", "2026-07-23T09:00:00.000Z"],
    ["2026-03-29 03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-11-23", "Asia/Tokyo", "2026-11-22T15:00:00.000Z"],
    ["2026-11-23T10:00:00+01:00", "Asia/Tokyo", "2026-11-23T09:00:00.000Z"],
  ])("%s in %s", (text, zone, moment) => expect(readMoment(text, zone)).toBe(moment));
});

test("times and yes or no", () => {
  expect([readTime("9:30"), readTime("9:30 pm"), readTime("12 am")]).toEqual([
    "09:30:00",
    "21:30:00",
    "00:00:00",
  ]);
  expect([readYesOrNo("Ja"), readYesOrNo("no")]).toEqual([true, false]);
  expect(() => readYesOrNo("perhaps")).toThrow(Unreadable);
});
