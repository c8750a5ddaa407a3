import { beforeEach, describe, expect, it } from "vitest";
import * as expr from "./expr";

beforeEach(() => expr.setTimeZone("Europe/London"));

describe("numbers", () => {
  it("gives nothing for a missing operand or a division by zero", () => {
    expect(expr.add(1, null)).toBeNull();
    expect(expr.mul(undefined, 2)).toBeNull();
    expect(expr.div(1, 0)).toBeNull();
    expect(expr.mod(1, 0)).toBeNull();
  });
  it("adds money without binary noise", () => {
    expect(expr.add(0.1, 0.2)).toBe(0.3);
    expect(expr.mul(1.1, 3)).toBe(3.3);
  });
  it("divides and takes remainders downwards, as Python does", () => {
    expect(expr.floorDiv(-7, 2)).toBe(-4);
    expect(expr.mod(-7, 2)).toBe(1);
    expect(expr.mod(7, -2)).toBe(-1);
  });
  it("rounds halves away from zero", () => {
    expect(expr.round(2.5)).toBe(3);
    expect(expr.round(-2.5)).toBe(-3);
    expect(expr.round(1.005, 2)).toBe(1.01);
    expect(expr.round(1e-7, 2)).toBe(0);
  });
});

describe("conditions", () => {
  it("knows three answers", () => {
    expect(expr.and(true, null)).toBeNull();
    expect(expr.and(false, null)).toBe(false);
    expect(expr.or(null, true)).toBe(true);
    expect(expr.not(null)).toBeNull();
    expect(expr.holds(expr.gt(null, 1))).toBe(true);
    expect(expr.oneOf("a", ["b", null])).toBeNull();
  });
  it("compares moments whatever their offset", () => {
    expect(expr.eq("2026-07-01T10:00:00+01:00", "2026-07-01T09:00:00Z")).toBe(true);
    expect(expr.lt("2026-07-01T10:00", "2026-07-01T09:30:00Z")).toBe(true);
  });
});

describe("dates", () => {
  it("adds calendar days across a change of clocks", () => {
    expect(expr.shift("2026-03-28T10:00:00Z", expr.days(1))).toBe("2026-03-29T09:00:00.000Z");
    expect(expr.shift("2026-03-28T10:00:00Z", expr.hours(24))).toBe("2026-03-29T10:00:00.000Z");
  });
  it("ends a month early when the next is shorter", () => {
    expect(expr.shift("2026-01-31", expr.months(1))).toBe("2026-02-28");
    expect(expr.shiftBack("2026-03-31", expr.months(1))).toBe("2026-02-28");
  });
  it("moves a time of day round the clock", () => {
    expect(expr.shift("23:30", expr.minutes(45))).toBe("00:15:00");
  });
  it("takes the day of a moment where the site is", () => {
    expect(expr.date("2026-07-01T23:30:00Z")).toBe("2026-07-02");
    expect(expr.weekday("2026-02-01")).toBe(7);
  });
  it("counts days and years as calendars do", () => {
    expect(expr.daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(expr.yearsBetween("2000-02-29", "2023-02-28")).toBe(22);
    expect(expr.yearsBetween("2023-02-28", "2000-02-29")).toBe(-22);
    expect(expr.hoursBetween("09:00", "17:30")).toBe(8.5);
  });
});

describe("values", () => {
  it("finds the first, least and greatest that is there", () => {
    expect(expr.coalesce(null, undefined, 0)).toBe(0);
    expect(expr.least(3, null, 2)).toBe(2);
    expect(expr.greatest<string>("2026-01-01", null)).toBe("2026-01-01");
    expect(expr.concat("a", null, 1)).toBe("a1");
  });
});
