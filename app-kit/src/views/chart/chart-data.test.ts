import { describe, expect, it } from "vitest";
import type { ReportData } from "../../data/report";
import { createFormat } from "../../format/format";
import { change, earlier } from "../stats/trend";
import { chartData, totalsOf } from "./chart-data";
import { spanOf } from "./spans";

const format = createFormat({ locale: "en-GB", currency: "GBP", timeZone: "Europe/London" });
const count = { key: "count", label: "Visits", type: "integer" };
const report = (columns: ReportData["columns"], rows: ReportData["rows"]): ReportData => ({
  name: "visits",
  title: "Visits",
  chart: "bar",
  columns,
  rows,
});

describe("the data of a chart", () => {
  it("keeps the highest of many categories and puts the rest together", () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({ name: `Client ${index}`, count: index }));
    const data = chartData(report([{ key: "name", label: "Client", type: "text" }, count], rows), format);
    expect(data?.points).toHaveLength(12);
    expect(data?.points[0]?.name).toBe("Client 39");
    expect(data?.points.at(-1)).toEqual({ name: "Other (29)", values: { count: 406 } });
    expect(data?.note).toContain("11 highest of 40");
  });

  it("does not add up averages", () => {
    const average = { key: "avg_price", label: "Average price", type: "money" };
    const rows = Array.from({ length: 40 }, (_, index) => ({ name: `Client ${index}`, avg_price: index }));
    const data = report([{ key: "name", label: "Client", type: "text" }, average], rows);
    expect(chartData(data, format)?.points.some(({ name }) => name.startsWith("Other"))).toBe(false);
    expect(totalsOf(data)[0]?.value).toBeNull();
  });

  it("puts periods on the axis, all of them, and a second grouping into series", () => {
    const rows = [
      { status: "Done", month: "2026-10-01", count: 2 },
      { status: "Done", month: "2026-11-01", count: 3 },
      { status: "Booked", month: "2026-11-01", count: 9 },
    ];
    const columns = [
      { key: "status", label: "Status", type: "text" },
      { key: "month", label: "Month", type: "date" },
      count,
    ];
    const data = chartData(report(columns, rows), format);
    expect(data?.series.map(({ label }) => label)).toEqual(["Booked", "Done"]);
    expect(data?.points).toEqual([
      { name: "Oct 2026", values: { s1: 2 } },
      { name: "Nov 2026", values: { s0: 9, s1: 3 } },
    ]);
  });

  it("names what has no value", () => {
    const data = report([{ key: "name", label: "Client", type: "text" }, count], [{ name: null, count: 1 }]);
    expect(chartData(data, format)?.points[0]?.name).toBe("No client");
  });
});

describe("periods", () => {
  it("span whole months and years", () => {
    expect(spanOf("month", "2026-02-10")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(spanOf("quarter", "2026-01-31")).toEqual({ from: "2025-11-01", to: "2026-01-31" });
  });

  it("compare with the whole one before", () => {
    const before = earlier([{ field: "day", op: "this_month" }], "2026-03-15");
    expect(before).toEqual({
      words: "last month",
      filters: [{ field: "day", op: "between", value: "2026-02-01,2026-02-28" }],
    });
    expect(earlier([{ field: "day", op: "this_week" }], "2026-11-22")?.filters[0]?.value).toBe("2026-11-09,2026-11-15");
    expect(earlier([{ field: "status", op: "eq", value: "done" }], "2026-03-15")).toBeNull();
    expect([change(12, 10), change(5, 0)]).toEqual([0.2, null]);
  });
});
