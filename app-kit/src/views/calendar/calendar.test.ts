import { describe, expect, it } from "vitest";
import type { AnyRow } from "../../definition/entity";
import { defineEntity } from "../../definition/entity";
import { createFormat } from "../../format/format";
import { layoutDay } from "./day-layout";
import { entriesOn, entryOf, minutesOn, shifted } from "./entries";
import { spanAround } from "./span";

const london = createFormat({ locale: "en-GB", currency: "GBP", timeZone: "Europe/London" });
const tokyo = createFormat({ locale: "ja-JP", currency: "JPY", timeZone: "Asia/Tokyo" });
const america = createFormat({ locale: "en-US", currency: "USD", timeZone: "America/New_York" });
const visit = defineEntity({
  name: "visit",
  collection: "visits",
  label: "Visit",
  labelPlural: "Visits",
  schema: null as never,
  fields: {
    name: { kind: "text", label: "Name" },
    begin: { kind: "datetime", label: "Begin" },
    end: { kind: "datetime", label: "End" },
  },
});
const names = { start: "begin", end: "end", title: "name", colorBy: undefined };
const row = (begin: string | null, end: string | null = null) =>
  ({ id: "1", version: 1, created_at: "", updated_at: "", name: "Ada", begin, end }) as unknown as AnyRow;

describe("overlapping entries", () => {
  it("stand side by side, and alone again once nothing overlaps", () => {
    const placed = layoutDay([
      { from: 540, to: 600 },
      { from: 570, to: 630 },
      { from: 630, to: 660 },
    ]);
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
  });

  it("share lanes with what overlaps them through others, and widen into what is free", () => {
    const placed = layoutDay([
      { from: 0, to: 120 },
      { from: 0, to: 60 },
      { from: 30, to: 60 },
      { from: 60, to: 120 },
    ]);
    expect(placed.map(({ item, lane, lanes, width }) => [item.from, lane, lanes, width])).toEqual([
      [0, 0, 3, 1],
      [0, 1, 3, 1],
      [30, 2, 3, 1],
      [60, 1, 3, 2],
    ]);
  });

  it("never cover one another, however many there are", () => {
    const items = Array.from({ length: 200 }, (_, index) => ({
      from: (index * 37) % 1400,
      to: ((index * 37) % 1400) + 20 + (index % 90),
    }));
    const placed = layoutDay(items);
    for (const one of placed) {
      expect(one.lane + one.width).toBeLessThanOrEqual(one.lanes);
      for (const other of placed) {
        if (one === other || one.item.from >= other.item.to || other.item.from >= one.item.to) continue;
        expect(one.lane + one.width <= other.lane || other.lane + other.width <= one.lane).toBe(true);
      }
    }
  });
});

describe("an entry", () => {
  it("stands on the day and hour of the site's clock", () => {
    const late = row("2026-07-01T23:30:00Z", "2026-07-02T00:15:00Z");
    expect(entryOf(visit, late, names, london)).toMatchObject({ firstDay: "2026-07-02", from: 30, to: 75 });
    expect(entryOf(visit, late, names, america)).toMatchObject({ firstDay: "2026-07-01", from: 19 * 60 + 30 });
    expect(entryOf(visit, late, names, tokyo)).toMatchObject({ firstDay: "2026-07-02", from: 8 * 60 + 30 });
  });

  it("that ends at midnight stays on its day, and one past midnight is on both", () => {
    const until = entryOf(visit, row("2026-01-05T22:00:00Z", "2026-01-06T00:00:00Z"), names, london);
    expect(until).toMatchObject({ firstDay: "2026-01-05", lastDay: "2026-01-05", to: 1440 });
    const past = entryOf(visit, row("2026-01-05T22:00:00Z", "2026-01-06T02:00:00Z"), names, london);
    if (!past) throw new Error("has a beginning");
    expect(minutesOn(past, "2026-01-05")).toEqual({ from: 1320, to: 1440 });
    expect(minutesOn(past, "2026-01-06")).toEqual({ from: 0, to: 120 });
    expect(entriesOn([past], "2026-01-07")).toEqual([]);
  });

  it("without a beginning is nowhere", () => {
    expect(entryOf(visit, row(null), names, london)).toBeNull();
  });
});

describe("moving", () => {
  it("keeps the hour on the wall over a change of clocks, and the length", () => {
    const moved = shifted(
      "2026-03-28T09:00:00.000Z",
      "2026-03-28T10:00:00.000Z",
      { days: 1, minutes: 0 },
      "Europe/London",
    );
    expect(moved).toEqual({ start: "2026-03-29T08:00:00.000Z", end: "2026-03-29T09:00:00.000Z" });
  });

  it("goes past midnight by minutes, and moves dates by days", () => {
    expect(shifted("2026-01-31T23:50:00Z", null, { days: 0, minutes: 15 }, "UTC").start).toBe(
      "2026-02-01T00:05:00.000Z",
    );
    expect(shifted("2026-02-27", "2026-03-01", { days: 2, minutes: 0 }, "UTC")).toEqual({
      start: "2026-03-01",
      end: "2026-03-03",
    });
  });
});

describe("the span", () => {
  it("starts weeks where the locale does", () => {
    expect(spanAround("week", "2026-11-21", london, false).days[0]).toBe("2026-11-16");
    expect(spanAround("week", "2026-11-21", america, false).days[0]).toBe("2026-11-15");
  });

  it("holds whole weeks around a month, and goes on by months", () => {
    const { days, next, previous } = spanAround("month", "2027-02-10", london, false);
    expect([days[0], days.at(-1), days.length]).toEqual(["2027-02-01", "2027-02-28", 28]);
    expect([previous, next]).toEqual(["2027-01-01", "2027-03-01"]);
  });
});
