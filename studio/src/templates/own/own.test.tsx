import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openStudio } from "../../../tests/sayso";
import type { NewerVersion, OwnTemplate } from "./queries";

const HOUSE: OwnTemplate = {
  id: "t1",
  slug: "house-salon",
  family: "",
  name: "House salon",
  about: "How we run salons.",
  icon: "",
  keeps: ["clients"],
  also: [],
  version: 2,
  with_rows: true,
  author: "Ada",
  module: "salon",
  may_remove: true,
  updated_at: "2026-11-24T10:00:00Z",
};
const DESIGN = { ...HOUSE, slug: "crm", name: "CRM", about: "Customers.", family: "sales" };
const LISTS = {
  "GET /templates": { items: [DESIGN], families: [{ name: "sales", label: "Sales", count: 1 }], shelf: [DESIGN] },
  "GET /agency/templates": { items: [HOUSE] },
};
const MODULE = {
  id: "m1",
  slug: "salon",
  name: "Salon",
  version: "1.0.0",
  status: "published",
  url: "http://salon.localhost",
  site: "Main",
  is_preview: false,
  problem: null,
};
const ORIGIN = { name: "House salon", design: null, slug: "house-salon", version: 1, newest: 2, is_behind: true };
const CLASH = {
  key: "fld_1:help",
  label: "Name",
  what: "help of the field",
  mine: "As on the card",
  theirs: "In full",
};
const NEWER: NewerVersion = {
  version: 1,
  newest: 2,
  changed: ["Add field Allergies to Client (text)."],
  sentences: ["Add field Allergies to Client (text)."],
  clashes: [CLASH],
  left_out: [],
  becomes: "1.1.0",
  plan: { steps: [], sentences: [], loses: false, blocked: false, seconds: 0, seconds_are_estimated: false },
  widens: [],
};
const OF_MODULE = {
  "GET /modules/salon": MODULE,
  "GET /modules/salon/origin": { origin: ORIGIN },
  "GET /modules/salon/template": {
    contents: { things: ["Client"], pages: ["Overview"], roles: ["Owner"], reports: [], files: [] },
    template: null,
    versions: [],
  },
};

describe("templates of the agency", () => {
  it("stand beside the designs, and are found while somebody types", async () => {
    const { user, problems } = openStudio("/", LISTS);
    const own = await screen.findByRole("list", { name: "Templates of your agency" });
    expect(within(own).getByRole("button", { name: /House salon.*Version 2 by Ada/ })).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.type(screen.getByRole("searchbox", { name: "Search templates" }), "crm");
    expect(screen.queryByRole("list", { name: "Templates of your agency" })).toBeNull();
  });

  it("are made of an application, which says what goes in and what does not", async () => {
    const { user, sent, problems } = openStudio("/modules/salon/settings", {
      ...OF_MODULE,
      "POST /modules/salon/template": HOUSE,
    });
    await user.click(await screen.findByRole("button", { name: "Salon, actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Publish as template…" }));
    const dialog = await screen.findByRole("dialog", { name: "Publish as a template" });
    expect(await within(dialog).findByText("Keeps Client")).toBeTruthy();
    expect(
      within(within(dialog).getByRole("region", { name: "Stays here" })).getByText("Rows and their files"),
    ).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.click(within(dialog).getByRole("checkbox", { name: /Begin with made-up rows/ }));
    await user.click(within(dialog).getByRole("button", { name: "Publish" }));
    await waitFor(() =>
      expect(sent("POST", "/modules/salon/template")[0]?.body).toEqual({
        name: "Salon",
        description: "",
        notes: "",
        with_rows: false,
      }),
    );
  });
});

describe("a newer version of the template", () => {
  it("is taken over once somebody said whose is taken where both changed the same", async () => {
    const { user, sent, problems } = openStudio("/modules/salon/settings", {
      ...OF_MODULE,
      "POST /modules/salon/origin/plan": NEWER,
      "POST /modules/salon/origin/take-over": { module: MODULE, revision: 2, sentences: [], plan: NEWER.plan },
    });
    await user.click(await screen.findByRole("button", { name: "See what changed" }));
    const dialog = await screen.findByRole("dialog", { name: "What changed from version 1 to 2" });
    const take = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Take over" });
    expect(take.disabled).toBe(true);
    expect(await problems()).toEqual([]);
    await user.click(within(dialog).getByRole("radio", { name: /Take the template’s: In full/ }));
    await waitFor(() => expect(take.disabled).toBe(false));
    await user.click(take);
    await waitFor(() =>
      expect(sent("POST", "/modules/salon/origin/take-over")[0]?.body).toEqual({
        answers: { [CLASH.key]: "theirs" },
        choices: {},
        confirmed: false,
      }),
    );
  });
});
