import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { problem } from "../dev/data-api";
import { sampleApi } from "../dev/sample";
import { openSalon } from "./salon";

const tile = (label: string) =>
  waitFor(() => {
    const named = screen.getAllByText(label).map((each) => each.closest<HTMLElement>(".stat-tile"));
    return named.find((each) => each !== null) ?? expect.fail(`There is no figure named ${label}.`);
  });

describe("figures", () => {
  it("are computed by the server, in their units", async () => {
    const { api } = await openSalon("/figures");
    await waitFor(async () => expect((await tile("Average price")).textContent).toContain("£"));
    expect(api.calls.some(({ query }) => query.get("measures") === "avg:price")).toBe(true);
  });

  it("compare a period with the one before", async () => {
    const { api } = await openSalon("/figures");
    await waitFor(async () => expect((await tile("Today")).textContent).toMatch(/yesterday/));
    const asked = api.calls.filter(({ query }) => query.get("filter[starts_at][between]"));
    expect(asked.length).toBeGreaterThan(0);
  });

  it("stand one for each value where they are grouped", async () => {
    await openSalon("/figures");
    expect((await tile("Confirmed")).textContent).toContain("5");
    expect((await tile("No-show")).textContent).toContain("5");
  });

  it("offer to try again when they could not be had", async () => {
    const api = sampleApi(5);
    api.intercept = (_method, path) =>
      path.endsWith("/stats") ? problem(403, { detail: "Not for this role." }) : null;
    await openSalon("/figures", { api });
    expect((await screen.findAllByText("Not for this role.")).length).toBeGreaterThan(0);
    expect(screen.getAllByRole("button", { name: "Try again" }).length).toBeGreaterThan(0);
  });
});

describe("a chart", () => {
  it("has its figures as a table for those who cannot see it", async () => {
    await openSalon("/figures");
    const [chart] = await screen.findAllByRole("article", { name: "Appointments per stylist" });
    const table = await within(chart as HTMLElement).findByRole("table", { name: "Appointments per stylist" });
    expect(within(table).getByRole("row", { name: /Zoe 9 £/ })).toBeTruthy();
    expect(within(table).getByRole("columnheader", { name: "Turnover" })).toBeTruthy();
  });

  it("shows as a table on request", async () => {
    const { user } = await openSalon("/figures");
    const chart = await screen.findByRole("article", { name: "Turnover per month" });
    await user.click(await within(chart).findByRole("button", { name: "Show as table" }));
    expect(within(chart).getByRole("region", { name: "Turnover per month as a table" })).toBeTruthy();
    expect(within(chart).getByRole("button", { name: "Show as chart" })).toBeTruthy();
  });

  it("asks for another period", async () => {
    const { user, api } = await openSalon("/figures");
    const chart = await screen.findByRole("article", { name: "Turnover per month" });
    await user.selectOptions(await within(chart).findByRole("combobox", { name: "Period" }), "This year");
    const year = new Date().getFullYear();
    await waitFor(() => expect(api.calls.some(({ query }) => query.get("from") === `${year}-01-01`)).toBe(true));
  });

  it("says that there is nothing to draw yet", async () => {
    await openSalon("/figures", { rows: 0 });
    expect((await screen.findAllByText("No figures yet")).length).toBeGreaterThan(0);
  });

  it("has nothing that a checker of accessibility objects to", async () => {
    const { problems } = await openSalon("/figures", { rows: 5 });
    await screen.findAllByRole("table");
    expect(await problems()).toEqual([]);
  });
});

describe("cards", () => {
  it("show title and facts, open the record, and please a checker of accessibility", async () => {
    const { user, problems } = await openSalon("/team", { rows: 5 });
    const link = await screen.findByRole("link", { name: "Zoe" });
    expect(screen.getByText("Cut and finish")).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.click(link);
    await waitFor(() => expect(location.search).toContain("record=stylist:"));
  });

  it("say what belongs there when there are none", async () => {
    await openSalon("/team", { rows: 0 });
    expect(await screen.findByText("No stylists yet")).toBeTruthy();
  });
});
