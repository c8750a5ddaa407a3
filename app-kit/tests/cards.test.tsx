import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Card, CardBody, CardSkeleton, StaleMark } from "../src/cards";
import { axe } from "./axe";

function show(card: Partial<Card> & Pick<Card, "kind">, value: unknown, onMisfit?: () => void) {
  const view = render(<CardBody card={{ title: "Open orders", ...card }} value={value} onMisfit={onMisfit} />);
  const redraw = (next: unknown) =>
    view.rerender(<CardBody card={{ title: "Open orders", ...card }} value={next} onMisfit={onMisfit} />);
  return { ...view, redraw, problems: () => axe(view.container) };
}

const text = (container: Element) => container.textContent?.replaceAll("\u202f", " ").replaceAll("\u00a0", " ");

afterEach(() => vi.restoreAllMocks());

describe("a number", () => {
  it("is shown with its unit, how it moved and whether that is good", async () => {
    const { container, problems } = show(
      { kind: "number", unit: "orders", better: "down" },
      { value: 1234, previous: 1000, series: [{ value: 3 }, { value: 5 }, { value: 4 }] },
    );
    expect(screen.getByText("1,234", { selector: ".card-figure-full" })).toBeTruthy();
    expect(text(container)).toContain("orders");
    expect(text(container)).toContain("23% more than 1,000, bad news");
    expect(container.querySelector(".card-spark-line")).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("reads as money, as a share, and in the locale of who looks", () => {
    vi.spyOn(navigator, "language", "get").mockReturnValue("de-DE");
    expect(text(show({ kind: "number", format: "money", currency: "EUR" }, { value: 1234.5 }).container)).toContain(
      "1.234,50 €",
    );
    expect(text(show({ kind: "number", format: "percent" }, { value: 0.255 }).container)).toContain("25,5 %");
  });

  it("says a jump as what it was before", () => {
    expect(text(show({ kind: "number" }, { value: 100, previous: 2 }).container)).toContain("Up from 2");
    expect(text(show({ kind: "number" }, { value: 5, previous: 0 }).container)).toContain("Up from 0");
    expect(text(show({ kind: "number" }, { value: 5, previous: 5 }).container)).toContain("Same as before");
  });

  it("of nothing says what the card has for that", () => {
    show({ kind: "number", empty: "No order yet." }, { value: null });
    expect(screen.getByText("No order yet.")).toBeTruthy();
  });
});

const ROWS = {
  rows: [
    { name: "Zoe", turnover: 90, at: "2026-11-02", site: "https://zoe.example/a" },
    { name: "Ärlich", turnover: 1200.5, at: "2026-10-01", site: "javascript:alert(1)" },
    { name: "bert", turnover: null, at: "", site: null },
  ],
};
const COLUMNS = [
  { key: "name", label: "Name" },
  { key: "turnover", label: "Turnover", format: "money" },
  { key: "at", label: "Since", format: "date" },
  { key: "site", label: "Site", format: "link" },
] as const;

describe("a table", () => {
  it("names periods instead of showing how they travelled", () => {
    const periods = ["2026-10", "2026-W41", "2026-Q4", "2026 Q4", "2026"];
    const columns = [{ key: "period", label: "Period", format: "date" }] as const;
    show({ kind: "table", columns }, { rows: periods.map((period) => ({ period })) });
    const cells = screen.getAllByRole("cell").map((cell) => cell.textContent);
    expect(cells).toEqual(["Oct 2026", "Week 41, 2026", "Q4 2026", "Q4 2026", "2026"]);
  });

  it("shows each column in its format, and follows only addresses of the web", async () => {
    const { problems } = show({ kind: "table", columns: COLUMNS, currency: "GBP" }, ROWS);
    const row = screen.getByRole("row", { name: /Ärlich/ });
    expect(row.textContent).toContain("£1,200.50");
    expect(row.textContent).toContain("Oct 1, 2026");
    expect(within(row).queryByRole("link")).toBeNull();
    const link = screen.getByRole("link", { name: "zoe.example/a" });
    expect(link.getAttribute("rel")).toContain("noopener");
    expect(await problems()).toEqual([]);
  });

  it("is sorted by a column, the other way round, and as it came; what is missing stays last", async () => {
    const user = userEvent.setup();
    show({ kind: "table", columns: COLUMNS }, ROWS);
    const names = () =>
      screen
        .getAllByRole("row")
        .slice(1)
        .map((row) => row.querySelector("td")?.textContent);
    await user.click(screen.getByRole("button", { name: "Turnover" }));
    expect(names()).toEqual(["Zoe", "Ärlich", "bert"]);
    await user.click(screen.getByRole("button", { name: "Turnover" }));
    expect(names()).toEqual(["Ärlich", "Zoe", "bert"]);
    expect(screen.getByRole("columnheader", { name: "Turnover" }).getAttribute("aria-sort")).toBe("descending");
    await user.click(screen.getByRole("button", { name: "Name" }));
    expect(names()).toEqual(["Ärlich", "bert", "Zoe"]);
  });

  it("of many rows comes in parts", async () => {
    const user = userEvent.setup();
    show({ kind: "table" }, { rows: Array.from({ length: 230 }, (_, at) => ({ place: at })) });
    expect(screen.getAllByRole("row")).toHaveLength(101);
    await user.click(screen.getByRole("button", { name: "Show 100 more of 230" }));
    expect(screen.getAllByRole("row")).toHaveLength(201);
  });

  it("without rows says so", () => {
    show({ kind: "table", columns: COLUMNS }, { rows: [] });
    expect(screen.getByText("Nothing to show at the moment.")).toBeTruthy();
  });
});

describe("a chart", () => {
  const card = {
    kind: "bar",
    x: "month",
    x_label: "Month",
    x_format: "date",
    columns: [{ key: "sum", label: "Revenue", format: "money" }],
    currency: "USD",
  } as const;
  const value = {
    rows: [
      { month: "2026-10", sum: 10 },
      { month: "2026-11", sum: 30 },
    ],
  };

  it("has its figures as a table for those who cannot see it", async () => {
    const { problems } = show(card, value);
    const table = screen.getByRole("table", { name: "Open orders" });
    expect(within(table).getByRole("row", { name: "Nov 2026 $30.00" })).toBeTruthy();
    expect(within(table).getByRole("columnheader", { name: "Month" })).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("shows as a table on request", async () => {
    const user = userEvent.setup();
    show(card, value);
    await user.click(screen.getByRole("button", { name: "Show as table" }));
    expect(screen.getByRole("group", { name: "Open orders as a table" })).toBeTruthy();
  });

  it("with a text where a figure should be says so instead of breaking", () => {
    show(card, { rows: [{ month: "2026-10", sum: "many" }] });
    expect(screen.getByRole("alert").textContent).toContain("No value of the rows is a number");
  });
});

describe("a list", () => {
  it("links what has an address of the web, and nothing else", async () => {
    const items = [
      { title: "News", url: "https://news.example/1", text: "Long ago", at: "2020-01-01T10:00:00Z" },
      { title: "Trap", url: "data:text/html,<script>" },
      { title: "Password", url: "https://me:secret@bank.example/" },
    ];
    const { problems } = show({ kind: "list" }, { items });
    expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual(["News"]);
    expect(screen.getByText(/2020/).tagName).toBe("TIME");
    expect(await problems()).toEqual([]);
  });

  it("says the values of an item as the columns of the card read, and leaves out what is not there", () => {
    const columns = [
      { key: "status", label: "Status" },
      { key: "cost", label: "Cost", format: "money" },
      { key: "due", label: "Due", format: "date" },
    ] as const;
    const items = [
      { title: "Hugo", text: "Brakes", status: "Received", cost: 96.0, due: "2026-12-01" },
      { title: "Mina", status: "Ready", cost: null, due: "" },
    ];
    show({ kind: "list", columns, currency: "EUR" }, { items });
    const lines = screen.getAllByRole("listitem").map((item) => item.textContent);
    expect(lines).toEqual(["HugoBrakes · Received · €96.00 · Dec 1, 2026", "MinaReady"]);
  });

  it("of periods names them in the language of who looks", () => {
    vi.spyOn(navigator, "language", "get").mockReturnValue("de-DE");
    const titles = ["2026-10", "2026-W41", "2026-Q4", "2026", "2026-10-05", "Sonst"];
    show({ kind: "list", x_format: "date" }, { items: titles.map((title) => ({ title })) });
    const lines = screen.getAllByRole("listitem").map((item) => item.textContent);
    expect(lines).toEqual(["Okt. 2026", "Woche 41", "Q4 2026", "2026", "5. Okt.", "Sonst"]);
  });
});

describe("a text", () => {
  it("has paragraphs, strong words and bullets", () => {
    const { container } = show({ kind: "text" }, { text: "All **well** today.\n\n- One\n- Two **big**" });
    expect(container.querySelectorAll("p")).toHaveLength(1);
    expect(screen.getByText("well").tagName).toBe("STRONG");
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["One", "Two big"]);
  });

  it("shows markup of others as it is written", () => {
    const { container } = show({ kind: "text" }, { text: "<img src=x onerror=alert(1)> **<b>bold</b>**" });
    expect(container.querySelector("img, b")).toBeNull();
    expect(container.textContent).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("data that is not what the card wants", () => {
  it("is said calmly, with a way to look into it, and gives way to data that fits", async () => {
    const user = userEvent.setup();
    const asked = vi.fn();
    const { redraw } = show({ kind: "table" }, "garbage", asked);
    expect(screen.getByRole("alert").textContent).toContain("The data should be a list of rows, and is a text.");
    await user.click(screen.getByRole("button", { name: "Show details" }));
    expect(asked).toHaveBeenCalled();
    redraw({ rows: [{ name: "Ada" }] });
    expect(screen.getByRole("cell", { name: "Ada" })).toBeTruthy();
  });

  it("never breaks a card, whatever it is", () => {
    const complaints = vi.spyOn(console, "error");
    const odd = [null, undefined, 7, "x", [], {}, [1, 2], { rows: [1] }, { rows: null }, { items: [null, 3, {}] }];
    for (const kind of ["number", "table", "line", "bar", "area", "pie", "list", "text"] as const) {
      for (const value of odd) {
        const { container, unmount } = show({ kind }, value);
        expect(container.textContent, `${kind} of ${JSON.stringify(value)}`).not.toBe("");
        unmount();
      }
    }
    expect(complaints).not.toHaveBeenCalled();
  });
});

describe("around the data", () => {
  it("how old it is is said in words", () => {
    render(<StaleMark at={new Date(Date.now() - 12.5 * 60_000).toISOString()} />);
    expect(screen.getByText("12 minutes old")).toBeTruthy();
  });

  it("waiting is said in words", () => {
    render(<CardSkeleton kind="bar" words="Asking api.example.com" />);
    expect(screen.getByRole("status").textContent).toBe("Asking api.example.com");
  });
});
