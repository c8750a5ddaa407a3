import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openStudio, problem, sessionLine } from "../../tests/sayso";
import type { Template } from "./queries";
import { searched } from "./search";

function template(slug: string, name: string, family: string, more: Partial<Template> = {}): Template {
  return { slug, name, family, about: `${name} and all that.`, icon: "box", keeps: [], also: [], ...more };
}

const STOCK = template("inventory", "Stock keeping", "shop-and-stock", { also: ["inventory", "warehouse stock"] });
const SALON = template("hair-salon", "Hair salon", "bookings", { keeps: ["appointments", "stylists"] });
const CRM = template("crm", "CRM", "sales", { also: ["customer relationship"] });
const ALL = {
  items: [STOCK, SALON, CRM],
  families: [
    { name: "shop-and-stock", label: "Shop and stock", count: 1 },
    { name: "bookings", label: "Bookings", count: 1 },
    { name: "sales", label: "Sales", count: 1 },
  ],
  shelf: [CRM, STOCK],
};
const names = () => within(screen.getByRole("list", { name: "Templates" })).getAllByRole("button");

describe("templates on the home screen", () => {
  it("shows what people ask for most, and finds others while somebody types", async () => {
    const { user, problems } = openStudio("/", { "GET /templates": ALL });
    await screen.findByRole("heading", { name: "Start from a template" });
    expect(names().map(({ textContent }) => textContent)).toEqual([
      "CRMCRM and all that.",
      expect.stringMatching(/^Stock/),
    ]);
    expect(await problems()).toEqual([]);
    await user.type(screen.getByRole("searchbox", { name: "Search templates" }), "a salon for my appointments");
    expect(names().map(({ textContent }) => textContent)).toEqual([expect.stringMatching(/^Hair salon/)]);
    await user.clear(screen.getByRole("searchbox", { name: "Search templates" }));
    await user.type(screen.getByRole("searchbox", { name: "Search templates" }), "submarines");
    expect(screen.getByText(/No template is like that/)).toBeTruthy();
  });

  it("opens one as a session", async () => {
    const { user, sent } = openStudio("/", {
      "GET /templates": ALL,
      "POST /sessions/from-template": sessionLine("s1", "CRM"),
    });
    await user.click(await screen.findByRole("button", { name: /^CRM/ }));
    await waitFor(() => expect(location.pathname).toBe("/sessions/s1"));
    expect(sent("POST", "/sessions/from-template")[0]?.body).toEqual({ template: "crm" });
  });

  it("says why one could not be opened", async () => {
    const { user } = openStudio("/", {
      "GET /templates": ALL,
      "POST /sessions/from-template": problem(429, "Too many at once."),
    });
    await user.click(await screen.findByRole("button", { name: /^CRM/ }));
    expect(await screen.findByText("Too many at once.")).toBeTruthy();
    expect(location.pathname).toBe("/");
  });
});

describe("the page of all templates", () => {
  it("shows them by trade, and of one trade alone", async () => {
    const { user, problems } = openStudio("/templates", { "GET /templates": ALL });
    expect(await screen.findByRole("heading", { name: "Bookings" })).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.selectOptions(screen.getByRole("combobox", { name: "Trade" }), "bookings");
    const found = screen.getByRole("list", { name: "Templates found" });
    expect(within(found).getAllByRole("button")).toHaveLength(1);
  });

  it("has a way out where nothing fits", async () => {
    const { user } = openStudio("/templates?q=submarines", { "GET /templates": ALL });
    await user.click(await screen.findByRole("button", { name: "Show all templates" }));
    expect(await screen.findByRole("heading", { name: "Bookings" })).toBeTruthy();
  });
});

describe("what is typed", () => {
  it.each([
    ["I need an inventory tracking system", ["inventory"]],
    ["inventory", ["inventory"]],
    ["Stylist", ["hair-salon"]],
    ["customers relationship", ["crm"]],
    ["", ["inventory", "hair-salon", "crm"]],
    ["appointments at a hairdresser", ["hair-salon"]],
    ["my app", ["inventory", "hair-salon", "crm"]],
  ])("%s", (text, slugs) => {
    expect(searched(ALL.items, text).map(({ slug }) => slug)).toEqual(slugs);
  });
});
