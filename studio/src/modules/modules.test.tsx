import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ME, moduleLine, openStudio, problem, sessionLine, VIEWER } from "../../tests/sayso";

const ROWS = ["data:read", "data:write"];
const BUILDER = { ...ME, permissions: [...ME.permissions, ...ROWS] };
const LOOKER = { ...VIEWER, permissions: [...VIEWER.permissions, "data:read"] };

const shop = moduleLine("shop", "Tea shop");
const many = [
  shop,
  moduleLine("salon", "Salon", { status: "archived" }),
  moduleLine("draft", "Fleet", { status: "draft" }),
  moduleLine("shop-preview", "Tea shop", { is_preview: true }),
];
const nobody = { items: [], next_cursor: null };

const session = {
  member: { id: "m1", name: "Ada" },
  role: { name: "owner", label: "Owner" },
  own_role: { name: "owner", label: "Owner" },
  roles: [{ name: "owner", label: "Owner" }],
  may_switch: true,
  site: { id: "s1", name: "Main" },
  module: { slug: "shop", name: "Tea shop", version: "1.0.0" },
  settings: { currency: "EUR", time_zone: "UTC", locale: "en" },
};
const everything = { create: "all", read: "all", update: "all", delete: "all" };
const definition = {
  name: "Tea shop",
  slug: "shop",
  entities: [
    {
      name: "client",
      collection: "clients",
      label: "Client",
      labelPlural: "Clients",
      titleField: "name",
      fields: { name: { kind: "text", label: "Name", required: true, searchable: true } },
      permissions: { owner: everything, looker: { read: "all" } },
    },
    {
      name: "order",
      collection: "orders",
      label: "Order",
      labelPlural: "Orders",
      titleField: "no",
      fields: { no: { kind: "text", label: "No" }, total: { kind: "money", label: "Total" } },
      permissions: { owner: everything, looker: { read: "all" } },
    },
  ],
};
const row = { id: "r1", version: 1, created_at: "2026-11-01T10:00:00Z", updated_at: "2026-11-01T10:00:00Z" };
const rowsOf = (...items: readonly object[]) => ({
  items,
  page: { page: 1, page_size: 20, total: items.length, total_is_exact: true, next_cursor: null },
});
const closed = {
  role: null,
  keys: [],
  sentences: [],
  confirmed: null,
  pending: { keys: [], sentences: [] },
  is_open: false,
  url: shop.url,
};
const revision = {
  number: 2,
  kind: "change",
  target: null,
  version: "1.1.0",
  reason: "Add a phone",
  author: "Ada",
  at: "2026-11-01T10:00:00Z",
  sentences: ["Add Phone to Client"],
  is_current: true,
};
const timeline = {
  items: [revision, { ...revision, number: 1, version: "1.0.0", reason: "A tea shop", is_current: false }],
  next_cursor: null,
  can_undo: true,
  can_redo: false,
};
const plan = { steps: [], sentences: [], loses: false, blocked: false, seconds: 0, seconds_are_estimated: false };

const ANSWERS = {
  "GET /auth/me": BUILDER,
  "GET /modules": { items: many, next_cursor: null },
  "GET /modules/shop": shop,
  "GET /modules/shop/definition": definition,
  "GET /modules/shop/data/session": session,
  "GET /modules/shop/data/clients": rowsOf({ ...row, name: "Donaudampfschifffahrtsgesellschaft" }),
  "GET /modules/shop/data/orders": rowsOf({ ...row, no: "A-1", total: 12.5 }),
  "GET /modules/shop/revisions": timeline,
  "GET /modules/shop/public-access": closed,
  "GET /modules/shop/members": nobody,
  "GET /modules/shop/roles": nobody,
  "GET /modules/shop/approvals": { approvals: [], may_decide: true },
};

// what is loaded on demand is there before the clock of a test runs
beforeAll(async () => {
  await Promise.all([
    import("./Module"),
    import("./Modules"),
    import("./overview/Overview"),
    import("./data/DataTab"),
    import("./people/PeopleTab"),
    import("./settings/SettingsTab"),
    import("./revisions/RevisionsTab"),
    import("../workspace/Workspace"),
  ]);
}, 120_000);
afterEach(() => vi.unstubAllGlobals());

describe("the list of modules", () => {
  it("shows each with its state, its address and the way into it", async () => {
    const { problems } = openStudio("/modules", ANSWERS);
    const list = await screen.findByRole("list", { name: "Modules" });
    expect(within(list).getAllByRole("listitem").length).toBe(4);
    expect(within(list).getByText("Archived")).toBeTruthy();
    expect(within(list).getAllByText(/shop\.localhost:8400 · version 1\.0\.0/).length).toBe(1);
    expect(within(list).getAllByRole("link", { name: /^Open .* in a new tab$/ }).length).toBe(2);
    expect(await problems()).toEqual([]);
  });

  it("narrows by state and by words, and offers to show all again", async () => {
    const { user } = openStudio("/modules", ANSWERS);
    await screen.findByRole("list", { name: "Modules" });
    await user.click(screen.getByRole("button", { name: "Archived" }));
    expect(within(screen.getByRole("list", { name: "Modules" })).getAllByRole("listitem").length).toBe(1);
    await user.type(screen.getByRole("searchbox", { name: "Search modules" }), "tea");
    await user.click(await screen.findByRole("button", { name: "Clear search and filter" }));
    expect(within(screen.getByRole("list", { name: "Modules" })).getAllByRole("listitem").length).toBe(4);
  });

  it("says what can be done where there is none, and only to whoever may", async () => {
    openStudio("/modules", { ...ANSWERS, "GET /modules": nobody });
    expect(await screen.findByText("No application yet")).toBeTruthy();
    expect(screen.getAllByRole("button", { name: "Start from a spreadsheet" }).length).toBe(2);
  });

  it("offers nothing that a viewer may not do", async () => {
    openStudio("/modules", { ...ANSWERS, "GET /auth/me": LOOKER, "GET /modules": nobody });
    expect(await screen.findByText(/Your role looks at applications/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Start from a spreadsheet" })).toBeNull();
  });
});

describe("starting from a spreadsheet", () => {
  function uploading(status: number, answer: unknown) {
    const sent: FormData[] = [];
    class Upload extends EventTarget {
      readonly upload = new EventTarget();
      status = status;
      responseText = JSON.stringify(answer);
      open() {}
      abort() {}
      send(body: FormData) {
        sent.push(body);
        queueMicrotask(() => this.dispatchEvent(new Event("load")));
      }
    }
    vi.stubGlobal("XMLHttpRequest", Upload);
    return sent;
  }

  async function choose(file: File) {
    const studio = openStudio("/modules", ANSWERS);
    await studio.user.click(await screen.findByRole("button", { name: "Start from a spreadsheet" }));
    const dialog = await screen.findByRole("dialog", { name: "Start from a spreadsheet" });
    await studio.user.upload(within(dialog).getByLabelText(/Drop a CSV or Excel file here/), file);
    return { ...studio, dialog };
  }

  it("goes to the data of the session that came of it", async () => {
    const sent = uploading(201, sessionLine("s9", "Clients"));
    await choose(new File(["Name\nAda\n"], "clients.csv", { type: "text/csv" }));
    await waitFor(() => expect(location.pathname).toBe("/sessions/s9/data"));
    expect(sent.map((form) => (form.get("file") as File).name)).toEqual(["clients.csv"]);
  });

  it("keeps the dialog and says what is wrong with a file and what to do", async () => {
    const detail = "The sheet “Clients” has more than 50,000 rows.";
    uploading(400, { status: 400, code: "malformed", detail, hint: "Split it into several." });
    const { dialog, problems } = await choose(new File(["x"], "large.csv", { type: "text/csv" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(detail);
    expect(within(dialog).getByText("Split it into several.")).toBeTruthy();
    expect(within(dialog).getByText("large.csv")).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("takes a file that is dropped", async () => {
    uploading(201, sessionLine("s9", "Clients"));
    const { user } = openStudio("/modules", ANSWERS);
    await user.click(await screen.findByRole("button", { name: "Start from a spreadsheet" }));
    const zone = (await screen.findByLabelText(/Drop a CSV or Excel file here/)).parentElement as HTMLElement;
    fireEvent.drop(zone, { dataTransfer: { files: [new File(["Name\n"], "dropped.csv")] } });
    await waitFor(() => expect(location.pathname).toBe("/sessions/s9/data"));
  });
});

describe("a module", () => {
  it("browses its rows, one kind at a time, at the platform's own address", async () => {
    const { user, calls, problems } = openStudio("/modules/shop/data", ANSWERS);
    expect(await screen.findByText("Donaudampfschifffahrtsgesellschaft")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Orders" }));
    expect(await screen.findByText("A-1")).toBeTruthy();
    await waitFor(() => expect(location.search).toBe("?of=order"));
    expect(calls.some(({ path }) => path === "/modules/shop/data/orders")).toBe(true);
    expect(await problems()).toEqual([]);
  });

  it("does not offer to add rows in a role that may not", async () => {
    const looking = { ...session, role: { name: "looker", label: "Looker" }, may_switch: false };
    openStudio("/modules/shop/data", { ...ANSWERS, "GET /modules/shop/data/session": looking });
    expect(await screen.findByText(/You see these rows as Looker/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Add client/i })).toBeNull();
  });

  it("says so where the person has no role in it", async () => {
    const hint = "Ask an administrator of the agency it belongs to for one.";
    openStudio("/modules/shop/data", {
      ...ANSWERS,
      "GET /modules/shop/data/session": () =>
        problem(403, "You have no role in this application.", { hint, code: "denied" }),
    });
    expect(await screen.findByText("You have no role in this application")).toBeTruthy();
    expect(screen.getByText(hint)).toBeTruthy();
  });

  it("shows what an undo does before it is done", async () => {
    const { user, sent, problems } = openStudio("/modules/shop/revisions", {
      ...ANSWERS,
      "POST /modules/shop/plan": { sentences: ["Remove Phone from Client"], version: "1.2.0", plan },
      "POST /modules/shop/undo": { module: { ...shop, version: "1.2.0" }, revision: 3, sentences: [], plan },
    });
    await user.click(await screen.findByRole("button", { name: "Undo…" }));
    const dialog = await screen.findByRole("dialog", { name: "Undo the last change?" });
    expect(await within(dialog).findByText("Remove Phone from Client")).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent("POST", "/modules/shop/undo")[0]?.body).toEqual({ confirmed: false, choices: {} });
  });

  it("takes a step that loses values only once that was confirmed", async () => {
    const loses = { ...plan, loses: true, sentences: ["12 values of Phone leave the rows."] };
    const { user, sent } = openStudio("/modules/shop/revisions", {
      ...ANSWERS,
      "POST /modules/shop/plan": { sentences: [], version: "1.2.0", plan: loses },
      "POST /modules/shop/jump": { module: shop, revision: 3, sentences: [], plan: loses },
    });
    await user.click(await screen.findByRole("button", { name: "Go back to revision 1" }));
    const dialog = await screen.findByRole("dialog", { name: "Go back to revision 1?" });
    expect(await within(dialog).findByText(/12 values of Phone/)).toBeTruthy();
    const go = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Go back" });
    expect(go.disabled).toBe(true);
    await user.click(within(dialog).getByRole("checkbox"));
    await user.click(go);
    await waitFor(() =>
      expect(sent("POST", "/modules/shop/jump")[0]?.body).toEqual({ confirmed: true, choices: {}, to: 1 }),
    );
  });

  it("gives a role and offers to take that back", async () => {
    const bob = {
      user_id: "u2",
      name: "Bob",
      email: "bob@example.com",
      role: "user",
      role_label: "User",
      reason: "default",
      agency_role: "user",
    };
    const role = (name: string, label: string) => ({
      name,
      label,
      is_default: false,
      is_widest: false,
      is_public: false,
    });
    const { user, sent, problems } = openStudio("/modules/shop/people", {
      ...ANSWERS,
      "GET /modules/shop/members": { items: [bob], next_cursor: null },
      "GET /modules/shop/roles": { items: [role("owner", "Owner"), role("user", "User")], next_cursor: null },
      "PUT /modules/shop/members/u2": { ...bob, role: "owner", role_label: "Owner", reason: "given" },
    });
    await user.selectOptions(await screen.findByRole("combobox", { name: "Role of Bob" }), "Owner");
    expect(await screen.findByText("Bob is Owner now.")).toBeTruthy();
    expect(sent("PUT", "/modules/shop/members/u2")[0]?.body).toEqual({ role: "owner" });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent("PUT", "/modules/shop/members/u2")[1]?.body).toEqual({ role: null }));
    expect(await problems()).toEqual([]);
  });

  it("names all that becomes public before it does", async () => {
    const access = {
      ...closed,
      role: { name: "visitor", label: "Visitor" },
      keys: ["page:p1", "read:e1"],
      sentences: ["Anybody can see name and price of services."],
      pending: { keys: ["page:p1"], sentences: ["Anybody can see name and price of services."] },
    };
    const { user, sent } = openStudio("/modules/shop", {
      ...ANSWERS,
      "GET /modules/shop/public-access": access,
      "PUT /modules/shop/public-access": { ...access, is_open: true },
    });
    await user.click(await screen.findByRole("button", { name: "Look at it and open it…" }));
    const dialog = await screen.findByRole("dialog", { name: "Open this to anybody?" });
    expect(within(dialog).getByText("Anybody can see name and price of services.")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Open it to anybody" }));
    await waitFor(() => expect(sent("PUT", "/modules/shop/public-access")[0]?.body).toEqual({ confirm: access.keys }));
  });

  it("asks before it archives, and can be taken back", async () => {
    const { user, sent, answer } = openStudio("/modules/shop/settings", {
      ...ANSWERS,
      "POST /modules/shop/archive": { ...shop, status: "archived" },
      "POST /modules/shop/restore": shop,
    });
    await user.click(await screen.findByRole("button", { name: "Archive…" }));
    const dialog = await screen.findByRole("dialog", { name: "Archive Tea shop?" });
    answer({ "GET /modules/shop": { ...shop, status: "archived" } });
    await user.click(within(dialog).getByRole("button", { name: "Archive" }));
    expect(await screen.findByRole("button", { name: "Restore" })).toBeTruthy();
    answer({ "GET /modules/shop": shop });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent("POST", "/modules/shop/restore").length).toBe(1));
  });

  it("says what goes along before it is removed, and brings it back", async () => {
    const removed = { ...shop, status: "archived", goes_at: "2026-12-25T10:00:00Z" };
    const { user, sent, answer } = openStudio("/modules/shop/settings", {
      ...ANSWERS,
      "GET /modules/shop/contents": {
        rows: [
          { label: "Clients", count: 1200 },
          { label: "Visits", count: 0 },
        ],
      },
      "DELETE /modules/shop": removed,
      "POST /modules/shop/restore": shop,
    });
    await user.click(await screen.findByRole("button", { name: "Remove…" }));
    const dialog = await screen.findByRole("dialog", { name: "Remove Tea shop?" });
    expect((await within(dialog).findAllByRole("listitem")).map((one) => one.textContent)).toEqual(["1,200 clients"]);
    answer({ "GET /modules/shop": removed });
    await user.click(within(dialog).getByRole("button", { name: "Remove" }));
    expect(await screen.findByText(/^It goes for good on /)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Remove…" })).toBeNull();
    answer({ "GET /modules/shop": shop });
    await user.click(screen.getByRole("button", { name: "Restore" }));
    await waitFor(() => expect(sent("POST", "/modules/shop/restore").length).toBe(1));
  });

  it("goes on with the session that is open over it", async () => {
    const { user, sent } = openStudio("/modules/shop", {
      ...ANSWERS,
      "GET /sessions": { items: [sessionLine("s1", "Tea shop", { has_module: true })], next_cursor: null },
      "GET /sessions/s1": { ...sessionLine("s1", "Tea shop"), module: shop, revision: 1, turn: null },
    });
    await user.click(await screen.findByRole("button", { name: "Change it" }));
    await waitFor(() => expect(location.pathname).toBe("/sessions/s1"));
    expect(sent("POST", "/sessions")).toEqual([]);
  });

  it("tells a viewer what is not theirs to do", async () => {
    openStudio("/modules/shop/settings", { ...ANSWERS, "GET /auth/me": LOOKER });
    expect(await screen.findByText("Your role looks at modules and does not change them.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Archive…" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Change it" })).toBeNull();
  });

  it("leads back to the list where there is no such module", async () => {
    openStudio("/modules/nothing", {
      ...ANSWERS,
      "GET /modules/nothing": problem(404, "There is no application “nothing” here."),
    });
    expect(await screen.findByText("There is no application “nothing” here.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "All modules" })).toBeTruthy();
  });
});
