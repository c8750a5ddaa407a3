import { render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { problem } from "../dev/data-api";
import { salon } from "../dev/salon";
import { sampleApi } from "../dev/sample";
import { Application } from "../src";
import { openSalon } from "./salon";

describe("the frame of an application", () => {
  it("shows pages with their counts and names the document", async () => {
    const { problems } = await openSalon("/", { rows: 7 });
    const pages = screen.getByRole("navigation", { name: "Pages" });
    expect(await within(pages).findByRole("link", { name: "Clients 7 clients" })).toBeTruthy();
    expect(document.title).toBe("Overview · Salon");
    expect(await problems()).toEqual([]);
  });

  it("hides pages that the role may not see, also from their address", async () => {
    const api = sampleApi(3);
    api.session = { ...api.session, role: { name: "stylist", label: "Stylist" } };
    await openSalon("/services", { api });
    expect(await screen.findByText("Services is not for your role")).toBeTruthy();
    expect(screen.getByText(/You are here as Stylist/)).toBeTruthy();
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.queryByRole("link", { name: /Services/ })).toBeNull();
  });

  it("leads who can use nothing on the first page to the next one", async () => {
    const pages = salon.pages.map((page) => (page.path === "/" ? { ...page, roles: [] } : page));
    await openSalon("/", { app: { ...salon, pages } });
    expect(await screen.findByRole("heading", { level: 1, name: pages[1]?.title ?? "" })).toBeTruthy();
    const menu = screen.getByRole("navigation", { name: "Pages" });
    expect(within(menu).queryByRole("link", { name: pages[0]?.title ?? "" })).toBeNull();
  });

  it("says when an address leads nowhere", async () => {
    await openSalon("/nowhere");
    expect(await screen.findByText("There is no page here")).toBeTruthy();
  });

  it("lets the widest role set up the application, and shows it at once", async () => {
    const { user, api, problems } = await openSalon("/");
    await user.click(await screen.findByRole("button", { name: "Ada Lovelace, menu" }));
    await user.click(await screen.findByRole("menuitem", { name: "Settings" }));
    const dialog = await screen.findByRole("dialog", { name: "Settings" });
    const locale = await within(dialog).findByLabelText("Language and region");
    expect(await problems()).toEqual([]);
    await user.clear(locale);
    await user.type(locale, "de-AT");
    await user.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(document.documentElement.lang).toBe("de-AT"));
    expect(api.calls.find(({ method }) => method === "PATCH")?.body).toEqual({ locale: "de-AT" });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("keeps settings from other roles", async () => {
    const api = sampleApi(1);
    api.session = { ...api.session, role: { name: "stylist", label: "Stylist" } };
    const { user } = await openSalon("/appointments", { api });
    await user.click(await screen.findByRole("button", { name: "Ada Lovelace, menu" }));
    await screen.findByRole("menuitem", { name: "Sign out" });
    expect(screen.queryByRole("menuitem", { name: "Settings" })).toBeNull();
  });

  it("hides fields that the role may not read", async () => {
    const api = sampleApi(3);
    api.session = { ...api.session, role: { name: "stylist", label: "Stylist" } };
    await openSalon("/stylists?record=service:service-1", { api });
    expect(await screen.findByRole("heading", { name: "Cut and finish" })).toBeTruthy();
    expect(screen.getByText("Duration")).toBeTruthy();
    expect(screen.queryByText("Price")).toBeNull();
    expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
  });

  it("finds pages, records and actions from the keyboard", async () => {
    const { user } = await openSalon("/");
    await user.keyboard("{Control>}k{/Control}");
    const dialog = await screen.findByRole("dialog", { name: "Search and commands" });
    await user.type(within(dialog).getByRole("combobox"), "okafor");
    await user.click((await within(dialog).findAllByRole("option", { name: "Ben Okafor" }))[0] as HTMLElement);
    expect(await screen.findByRole("heading", { name: "Ben Okafor" })).toBeTruthy();
  });

  it("leads to the page's search with a slash", async () => {
    const { user } = await openSalon("/clients");
    await screen.findByRole("link", { name: "Ben Okafor" });
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("searchbox"));
  });

  it("says how to sign in when nobody is", async () => {
    const api = sampleApi(1);
    api.intercept = () =>
      problem(401, { detail: "Nobody is signed in.", hint: "Open the sign-in link that Sayso printed." });
    globalThis.fetch = api.fetch;
    history.replaceState(null, "", "/");
    render(<Application app={salon} />);
    expect(await screen.findByText("Sign in to use Salon")).toBeTruthy();
    expect(screen.getByText("Open the sign-in link that Sayso printed.")).toBeTruthy();
  });

  it("says when the connection is lost, until it is back", async () => {
    const { user } = await openSalon("/clients", { rows: 25 });
    await screen.findByText("1–20 of 25");
    const working = globalThis.fetch;
    globalThis.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByText("The connection is lost")).toBeTruthy();
    globalThis.fetch = working;
    await waitFor(() => expect(screen.queryByText("The connection is lost")).toBeNull());
  });
});
