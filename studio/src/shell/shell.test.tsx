import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ME, moduleLine, openStudio, sessionLine } from "../../tests/sayso";
import { relativeTo } from "./moments";

const north = { id: "agc_2", slug: "north", name: "North", role: "user" };
const both = { ...ME, agencies: [...ME.agencies, north] };

describe("the frame", () => {
  it("has the places, the newest modules and the person, and names the window", async () => {
    const modules = [1, 2, 3, 4, 5, 6].map((one) => moduleLine(`m${one}`, `Module ${one}`));
    const { problems } = openStudio("/", { "GET /modules": { items: modules, next_cursor: null } });
    const places = await screen.findByRole("navigation", { name: "Places" });
    const links = ["Home", "New, step by step", "Sessions", "Modules", "Account"];
    for (const name of links) expect(await within(places).findByRole("link", { name })).toBeTruthy();
    const newest = await within(places).findByRole("list", { name: "Newest modules" });
    expect(within(newest).getAllByRole("link").length).toBe(5);
    expect(screen.getByRole("button", { name: "Ada Lovelace Administrator Menu" })).toBeTruthy();
    expect(document.title).toBe("Home · Sayso");
    expect(await problems()).toEqual([]);
  });

  it("begins at the heading of a screen that was gone to", async () => {
    const { user } = openStudio("/");
    await user.click(await screen.findByRole("link", { name: "Sessions" }));
    const heading = await screen.findByRole("heading", { level: 1, name: "Sessions" });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(document.title).toBe("Sessions · Sayso");
  });

  it("switches the agency and asks for everything anew", async () => {
    const { user, answer, sent } = openStudio("/", {
      "GET /auth/me": both,
      "GET /modules": { items: [moduleLine("salon", "Salon")], next_cursor: null },
      "POST /auth/agency": { ...both, agency: north },
    });
    await screen.findAllByRole("link", { name: /Salon/ });
    answer({
      "GET /auth/me": { ...both, agency: north },
      "GET /modules": { items: [moduleLine("rota", "Rota")], next_cursor: null },
    });
    await user.click(screen.getByRole("button", { name: "Agency: Acme, switch" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "North" }));
    expect(await screen.findByRole("button", { name: "Agency: North, switch" })).toBeTruthy();
    expect((await screen.findAllByRole("link", { name: /Rota/ })).length).toBeGreaterThan(0);
    expect(screen.queryByRole("link", { name: /Salon/ })).toBeNull();
    expect(sent("POST", "/auth/agency")[0]?.body).toEqual({ agency: "north" });
  });

  it("says when the connection is lost, and takes it back by itself", async () => {
    const { connect, client } = openStudio("/");
    await screen.findByRole("navigation", { name: "Places" });
    connect(false);
    await act(() => client.invalidateQueries({ queryKey: ["me"] }));
    expect(await screen.findByText("The connection is lost.")).toBeTruthy();
    connect(true);
    await waitFor(() => expect(screen.queryByText("The connection is lost.")).toBeNull());
  });

  it("signs out and leaves no drafts behind", async () => {
    localStorage.setItem("sayso.home.draft", "A secret plan");
    localStorage.setItem("sayso.theme", "dark");
    const { user, sent } = openStudio("/", { "DELETE /auth/session": null });
    await user.click(await screen.findByRole("button", { name: "Ada Lovelace Administrator Menu" }));
    await user.click(await screen.findByRole("menuitem", { name: "Sign out" }));
    await waitFor(() => expect(sent("DELETE", "/auth/session").length).toBe(1));
    await waitFor(() => expect(localStorage.getItem("sayso.home.draft")).toBeNull());
    expect(localStorage.getItem("sayso.theme")).toBe("dark");
  });

  it("says where there is nothing", async () => {
    openStudio("/nowhere");
    expect(await screen.findByText("There is nothing at this address")).toBeTruthy();
  });
});

describe("the keyboard", () => {
  it("finds places, sessions and modules with Ctrl K", async () => {
    const { user, problems, sent } = openStudio("/sessions", {
      "GET /sessions": { items: [sessionLine("s1", "Bikes")], next_cursor: null },
      "GET /modules": { items: [moduleLine("salon", "Salon")], next_cursor: null },
    });
    await screen.findByRole("heading", { name: "Sessions" });
    await user.keyboard("{Control>}k{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Search and commands" });
    expect(await within(dialog).findByRole("option", { name: "Bikes" })).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.type(within(dialog).getByRole("combobox"), "salo");
    await waitFor(() => expect(sent("GET", "/sessions").at(-1)?.query.get("q")).toBe("salo"));
    await user.click(await within(dialog).findByRole("option", { name: "Salon" }));
    await waitFor(() => expect(location.pathname).toBe("/modules/salon"));
  });

  it("goes to places with g and a letter, and to the box with a slash", async () => {
    const { user } = openStudio("/account");
    await screen.findByRole("heading", { level: 1, name: "Account" });
    await user.keyboard("gs");
    await screen.findByRole("heading", { level: 1, name: "Sessions" });
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
    await user.keyboard("gh");
    expect(location.pathname).toBe("/sessions");
    (document.activeElement as HTMLElement).blur();
    await user.keyboard("gh");
    await screen.findByRole("heading", { level: 1, name: "What do you need?" });
  });

  it("shows the shortcuts with a question mark", async () => {
    const { user } = openStudio("/account");
    await screen.findByRole("heading", { level: 1, name: "Account" });
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(dialog).getByText("Go to Sessions")).toBeTruthy();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("moments", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const said = (moment: string) => relativeTo(now, moment, "en-GB");

  it("are told in words while they are near", () => {
    expect(said("2026-11-22T11:59:40Z")).toBe("just now");
    expect(said("2026-11-22T11:58:40Z")).toBe("1 minute ago");
    expect(said("2026-11-22T07:00:00Z")).toBe("5 hours ago");
    expect(said("2026-11-21T11:00:00Z")).toBe("yesterday");
    expect(said("2026-11-25T12:00:00Z")).toBe("in 3 days");
    expect(said("2026-05-03T12:00:00Z")).toBe("3 May 2026");
    expect(said("not a moment")).toBe("not a moment");
  });
});
