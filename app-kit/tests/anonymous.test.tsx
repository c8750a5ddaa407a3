import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { MemoryApi } from "../dev/data-api";
import { salon } from "../dev/salon";
import { sampleApi } from "../dev/sample";
import { type AnyEntity, type App, EntityForm } from "../src";
import { openSalon, rowsOf } from "./salon";

const VISITOR = { name: "visitor", label: "Visitor" };

/** The salon as somebody sees it who is not signed in: services to look at, appointments to book. */
function open(address: string, rows = 3) {
  const app = forVisitors();
  const api = sampleApi(rows, app.entities);
  api.session = {
    ...api.session,
    member: null,
    role: VISITOR,
    own_role: VISITOR,
    roles: [VISITOR],
    may_switch: false,
    sign_in_url: "/__signin?next=%2F",
  };
  return openSalon(address, { api, app });
}

function forVisitors(): App {
  const grants: Record<string, object> = {
    service: { create: "none", read: "all", update: "none", delete: "none", readable: ["name", "price"] },
    stylist: { create: "none", read: "all", update: "none", delete: "none", readable: ["name"] },
    client: { create: "all", read: "none", update: "none", delete: "none", writable: ["name", "mobile"] },
    appointment: { create: "all", read: "none", update: "none", delete: "none" },
  };
  const entities = salon.entities.map((entity) => ({
    ...entity,
    permissions: { ...entity.permissions, visitor: grants[entity.name] },
  })) as unknown as App["entities"];
  const pages = salon.pages.map((page) =>
    page.name === "services" ? { ...page, roles: [...(page.roles ?? []), "visitor"] } : page,
  );
  pages.push({
    name: "hello",
    title: "Say hello",
    path: "/hello",
    roles: ["visitor"],
    component: () => <EntityForm entity={entities.find(({ name }) => name === "client") as AnyEntity} />,
  });
  return {
    ...salon,
    forms: {},
    entities,
    entityNamed: new Map(entities.map((entity) => [entity.name, entity])),
    pages,
  };
}

describe("somebody who is not signed in", () => {
  it("sees public pages only, and where to sign in", async () => {
    const { problems } = await open("/services");
    const pages = screen.getByRole("navigation", { name: "Pages" });
    expect(await within(pages).findByRole("link", { name: /Services/ })).toBeTruthy();
    expect(
      within(pages)
        .getAllByRole("link")
        .map((link) => link.getAttribute("href")),
    ).toEqual(["/services", "/hello"]);
    const signIn = screen.getByRole<HTMLAnchorElement>("link", { name: "Sign in" });
    expect(signIn.getAttribute("href")).toBe("/__signin?next=%2Fservices");
    expect(screen.queryByRole("button", { name: /menu$/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Import and export" })).toBeNull();
    expect(await problems()).toEqual([]);
  });

  it("is led to sign in from a page that is not public", async () => {
    await open("/clients");
    expect(await screen.findByText("Sign in to open Clients")).toBeTruthy();
    const links = screen.getAllByRole<HTMLAnchorElement>("link", { name: "Sign in" });
    expect(links.map((link) => link.getAttribute("href"))).toContain("/__signin?next=%2Fclients");
    expect(screen.queryByText(/not for your role/)).toBeNull();
  });

  it("asks for no history of a record", async () => {
    const { api } = await open("/services?record=service:service-1");
    await screen.findByRole("dialog");
    await waitFor(() => expect(api.calls.some(({ path }) => path.includes("service-1"))).toBe(true));
    expect(api.calls.filter(({ path }) => path.endsWith("/history"))).toEqual([]);
  });

  it("is told that a record was received which it may not look at", async () => {
    const { user, api, problems } = await open("/hello");
    keepToItself(api);
    await user.type(await screen.findByLabelText(/^Name/), "Grace Hopper");
    await user.click(screen.getByRole("button", { name: "Add client" }));
    expect(await screen.findByText("Client received")).toBeTruthy();
    expect(screen.queryByText(/could not|no such/i)).toBeNull();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    expect(rowsOf(api, "client").filter(({ name }) => name === "Grace Hopper")).toHaveLength(1);
    expect(await problems()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Send another one" }));
    expect((await screen.findByLabelText<HTMLInputElement>(/^Name/)).value).toBe("");
  });

  it("enters its own details where it may not look others up", async () => {
    const { user, api } = await open("/services?new=appointment");
    keepToItself(api);
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByText("Enter client details"));
    const details = await screen.findByRole("dialog", { name: "New client" });
    await user.type(within(details).getByLabelText(/^Name/), "Grace Hopper");
    await user.click(within(details).getByRole("button", { name: "Add client" }));
    expect(await screen.findByText("Grace Hopper")).toBeTruthy();
    expect(api.calls.filter(({ method, path }) => method === "GET" && path === "/api/clients")).toEqual([]);
  });
});

/** Answers with nothing but the id of a new row, as the server does where the role may not read it. */
function keepToItself(api: MemoryApi): void {
  const answer = api.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await answer(input, init);
    if (init?.method !== "POST" || !response.ok) return response;
    const { id } = (await response.json()) as { id: string };
    return new Response(JSON.stringify({ id }), { status: 201, headers: response.headers });
  };
}
