import { afterEach, describe, expect, it, vi } from "vitest";
import { listParams } from "../src/data/query";
import { createFormat } from "../src/format/format";
import { browserLanguage } from "../src/format/language";
import { readDay, readInstant } from "../src/format/spoken-date";
import { formatOf } from "../src/format/use-format";
import { instantOf, wallTime } from "../src/format/zoned";
import { parseParams, stringifyParams } from "../src/shell/url";

const london = createFormat(
  { locale: "en-GB", currency: "GBP", timeZone: "Europe/London" },
  () => new Date("2026-11-21T10:00:00Z"),
);

describe("the language of the browser", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ["de-CH", "de-CH"],
    ["en-US@posix", "en-US"],
    ["C", "en"],
    ["", "en"],
  ])("“%s” is read as %s, which numbers can be written in", (said, language) => {
    vi.spyOn(navigator, "language", "get").mockReturnValue(said);
    expect(browserLanguage()).toBe(language);
    expect(new Intl.NumberFormat(browserLanguage()).format(1)).toBe("1");
  });
});

describe("the settings of an application", () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    [{ locale: "en" }, "€"],
    [{ locale: "no such language" }, "€"],
    [{ time_zone: "Nowhere/Land" }, "€"],
    [{ currency: "EURO" }, "$"],
  ])("%j: what the browser does not know gives way by itself", (setting, sign) => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-US@posix"]);
    const format = formatOf({ currency: "EUR", time_zone: "UTC", locale: "en", ...setting });
    expect(format.currencySign).toBe(sign);
  });
});

describe("dates in a time zone", () => {
  it("are those of the wall clock there, summer and winter", () => {
    for (const [text, zone] of [
      ["2026-07-01T12:30:00Z", "Europe/Berlin"],
      ["2026-12-01T23:45:00Z", "Asia/Kolkata"],
      ["2026-03-29T00:59:00Z", "Europe/London"],
    ] as const) {
      const instant = new Date(text);
      expect(instantOf(wallTime(instant, zone), zone).toISOString()).toBe(instant.toISOString());
    }
  });

  it("skip forward over the hour that a change of clocks takes away", () => {
    const missing = { year: 2026, month: 3, day: 29, hour: 1, minute: 30 };
    expect(wallTime(instantOf(missing, "Europe/London"), "Europe/London").hour).toBe(2);
  });

  it("are said in words while they are near", () => {
    expect(london.relative("2026-11-21T15:00:00Z")).toBe("Today 15:00");
    expect(london.relative("2026-11-22")).toBe("Tomorrow");
    expect(london.relative("2026-11-25T09:30:00Z")).toBe("Wed 09:30");
    expect(london.relative("2024-02-03")).toBe("3 Feb 2024");
  });
});

describe("what people type for a day", () => {
  it.each([
    ["2026-11-21", "en-GB", "2026-11-21"],
    ["3/4/2026", "en-GB", "2026-04-03"],
    ["3/4/2026", "en-US", "2026-03-04"],
    ["24. Dezember 2026", "de-DE", "2026-12-24"],
  ] as const)("is read: %s in %s", async (text, language, value) => {
    expect(await readDay(text, { language, timeZone: "Europe/London" })).toEqual({ kind: "value", value });
  });

  it.each(["whenever", "3 April 2026 or so", "31/02/2026", "tomorrow I think", "99"])(
    "is refused: %s",
    async (text) => {
      expect((await readDay(text, { language: "en-GB", timeZone: "Europe/London" })).kind).toBe("refused");
    },
  );

  it("is asked where the order is not known", async () => {
    expect((await readDay("3/4", { language: "en", timeZone: "Europe/London" })).kind).toBe("either");
  });

  it("is spoken", async () => {
    expect((await readDay("tomorrow", { language: "en", timeZone: "Europe/London" })).kind).toBe("value");
    expect((await readDay("morgen", { language: "de", timeZone: "Europe/Berlin" })).kind).toBe("value");
  });

  it.each([
    ["21.11.2026 15:30", "de-DE", "2026-11-21T15:30:00Z"],
    ["24 December 2026 at 3pm", "en-GB", "2026-12-24T15:00:00Z"],
    ["2026-11-21", "en-GB", "2026-11-21T09:00:00Z"],
  ] as const)("gets its time: %s", async (text, language, value) => {
    expect(await readInstant(text, "09:00", { language, timeZone: "Europe/London" })).toEqual({ kind: "value", value });
  });

  it("says that the clocks skip an hour", async () => {
    const reading = await readInstant("29.03.2026 02:30", "09:00", { language: "de", timeZone: "Europe/Berlin" });
    expect(reading.kind === "refused" && reading.message).toContain("02:30");
  });
});

describe("queries", () => {
  it("are written as the data API reads them", () => {
    const params = listParams({
      page: 2,
      sort: [{ field: "starts_at", descending: true }, { field: "client.name" }],
      filters: [
        { field: "status", op: "eq", value: "booked" },
        { field: "price", op: "gte", value: 20 },
        { field: "status", op: "in", value: ["booked", "done"] },
        { field: "starts_at", op: "today" },
      ],
    });
    expect(decodeURIComponent(params.toString())).toBe(
      "page=2&sort=-starts_at,client.name&filter[status]=booked&filter[price][gte]=20&filter[status][in]=booked,done&filter[starts_at][today]=true",
    );
  });

  it("stay readable in the address", () => {
    const params = { "client:q": "ada", record: "client:1", "client.city.in": "Ulm,Bonn", empty: "" };
    expect(stringifyParams(params)).toBe("?client:q=ada&record=client:1&client.city.in=Ulm,Bonn");
    expect(parseParams("?client:q=ada")).toEqual({ "client:q": "ada" });
  });
});
