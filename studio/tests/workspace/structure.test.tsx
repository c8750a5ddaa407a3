import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import { container, slot } from "../../src/spec/layout/nodes";
import type { Edit } from "../../src/spec/types";
import { SAMPLE } from "../spec/sample";
import { type Call, FakeSession, problem, SESSION, showWorkspace } from "./fake-session";

// what is shown first takes its time on a busy machine
configure({ asyncUtilTimeout: 15_000 });

const component = (name: string, type: string, more: object = {}) => ({
  id: `com_${name.toLowerCase()}`,
  name,
  type,
  entity: "client",
  props: {},
  description: "",
  ...more,
});
const LAYOUT = container("column", [slot("ClientStats"), container("row", [slot("ClientTable"), slot("ClientChart")])]);
const page = (name: string, title: string, path: string, layout = LAYOUT) => ({
  id: `pag_${name}`,
  name,
  title,
  path,
  description: "",
  icon: "file",
  roles: [] as string[],
  components: ["ClientStats", "ClientTable", "ClientChart", "ClientForm"],
  layout,
});
const rule = (id: string, role: string, actions: string[], more: object = {}) => ({
  id: `prm_${id}`,
  role,
  entity: "client",
  actions,
  scope: "all",
  owner: "created_by",
  ...more,
});

const SPEC = {
  ...SAMPLE,
  components: [
    component("ClientStats", "stats", { props: { stats: [{ label: "Clients", op: "count" }] } }),
    component("ClientTable", "table", { props: { columns: ["name", "phone"] } }),
    component("ClientChart", "chart", { entity: null, props: { report: "clients_per_size" } }),
    component("ClientForm", "form"),
  ],
  pages: [
    page("overview", "Overview", "/"),
    page("clients", "Clients", "/clients", container("column", [slot("ClientTable")])),
  ],
  reports: [
    {
      id: "rep_sizes000",
      name: "clients_per_size",
      title: "Clients per size",
      entity: "client",
      group_by: ["size"],
      measures: [{ op: "count" }],
      filters: [{ field: "size", op: "in", value: ["small"] }],
      chart: "bar",
    },
  ],
  permissions: {
    roles: [
      { id: "rol_owner000", name: "owner", label: "Owner" },
      { id: "rol_helper00", name: "helper", label: "Helper" },
    ],
    default_role: "helper",
    rules: [
      rule("aaaaaa", "owner", ["create", "read", "update", "delete"]),
      rule("bbbbbb", "helper", ["read"], { fields: ["name"] }),
    ],
  },
};

let server: FakeSession;
let edits: Edit[][];
let refusal: Response | null;

function answer({ method, path, body }: Call): Response | null {
  if (method !== "POST" || !path.endsWith("/edits")) return null;
  edits.push(body?.edits as Edit[]);
  return refusal ?? Response.json({ revision: { number: 2, sentences: ["Changed."] }, session: server.session });
}

// what is loaded when a tab is first opened would take the time of the first test
beforeAll(() =>
  Promise.all([
    import("../../src/workspace/pages/PagesTab"),
    import("../../src/workspace/permissions/PermissionsTab"),
    import("../../src/workspace/reports/ReportsTab"),
  ]),
);

beforeEach(() => {
  server = new FakeSession();
  server.session = { ...server.session, revision: 1, content: 1, status: "reviewing" };
  server.spec = SPEC as never;
  server.refuse = answer;
  edits = [];
  refusal = null;
});

const open = (tab: string, at?: string) => showWorkspace(`/sessions/${SESSION}/${tab}${at ? `?at=${at}` : ""}`);
const cell = (name: string) => screen.findByRole("button", { name });
const tree = () => screen.findByRole("tree", { name: "Layout of Overview" });
const layoutSent = () => edits[0]?.find((edit) => edit.op === "set_layout")?.layout;

describe("pages and their layout", () => {
  it("lists the pages and shows the layout of the first as a tree", async () => {
    open("pages");
    const items = within(await tree()).getAllByRole("treeitem");
    expect(items.map((item) => item.getAttribute("aria-label"))).toEqual([
      "Overview (column)",
      "Client stats",
      "Row",
      "Client table",
      "Client chart",
    ]);
    expect(within(screen.getByRole("list", { name: "Pages" })).getAllByRole("listitem")).toHaveLength(2);
    expect(screen.getByRole("button", { name: "Client form" })).toBeTruthy();
  });

  it("walks the tree by arrows and moves what is chosen by Alt and arrows", async () => {
    const { user } = open("pages", "com_clientstats");
    const chosen = await within(await tree()).findByRole("treeitem", { name: "Client stats", selected: true });
    await waitFor(() => expect(document.activeElement).toBe(chosen));
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(layoutSent()).toEqual(container("column", [LAYOUT.children[1] ?? slot(""), slot("ClientStats")]));
  });

  it("takes a part into the row beside it, and out again", async () => {
    const { user } = open("pages", "com_clientstats");
    const chosen = await within(await tree()).findByRole("treeitem", { name: "Client stats", selected: true });
    await waitFor(() => expect(document.activeElement).toBe(chosen));
    await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
    await waitFor(() => expect(edits).toHaveLength(1));
    const row = container("row", [slot("ClientStats"), slot("ClientTable"), slot("ClientChart")]);
    expect(layoutSent()).toEqual(container("column", [row]));
  });

  it("folds a row away and opens it again", async () => {
    const { user } = open("pages");
    const row = within(await tree()).getByRole("treeitem", { name: "Row" });
    await user.click(row);
    await user.keyboard("{ArrowLeft}");
    expect(within(await tree()).queryByRole("treeitem", { name: "Client table" })).toBeNull();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(within(await tree()).getByRole("treeitem", { name: "Client table", selected: true })).toBeTruthy();
  });

  it("picks up a part by keyboard, says where it would stand, and puts it there", async () => {
    const { user } = open("pages", "com_clientchart");
    const handle = await screen.findByRole("button", { name: "Move Client chart" });
    handle.focus();
    await user.keyboard("[Space]");
    await screen.findByText("Picked up Client chart.");
    await user.keyboard("[ArrowUp]");
    await screen.findByText("Before Client table, in the row. Press Space to put it here.");
    await user.keyboard("[Space]");
    await waitFor(() => expect(edits).toHaveLength(1));
    const row = container("row", [slot("ClientChart"), slot("ClientTable")]);
    expect(layoutSent()).toEqual(container("column", [slot("ClientStats"), row]));
  });

  it("leaves a part where it was when Escape is pressed", async () => {
    const { user } = open("pages", "com_clientchart");
    (await screen.findByRole("button", { name: "Move Client chart" })).focus();
    await user.keyboard("[Space]");
    await screen.findByText("Picked up Client chart.");
    await user.keyboard("[ArrowUp][Escape]");
    await screen.findByText("Client chart stays where it was.");
    expect(edits).toEqual([]);
  });

  it("shows what is left out on the phone as a line that can still be chosen", async () => {
    const { user } = open("pages", "com_clientstats");
    await user.click(await screen.findByRole("checkbox", { name: "Shown on phone" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(layoutSent()?.children[0]).toMatchObject({ responsive: { mobile: { hidden: true } } });
  });

  it("asks what a new component shows and puts it on the page with all it needs", async () => {
    const { user } = open("pages");
    await user.click(await screen.findByRole("button", { name: "Add calendar" }));
    const dialog = await screen.findByRole("dialog", { name: "Add calendar" });
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "Calendar of what?" }), "booking");
    await user.click(within(dialog).getByRole("button", { name: "Add calendar" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]?.[0]).toMatchObject({
      op: "add",
      kind: "component",
      element: { name: "BookingCalendar", type: "calendar", entity: "booking", props: { start: "starts_at" } },
    });
    expect(layoutSent()?.children.at(-1)).toEqual(slot("BookingCalendar"));
  });

  it("says why a layout was refused and puts it back", async () => {
    refusal = Response.json(
      {
        status: 422,
        detail: "This change does not fit.",
        diagnostics: [{ code: "x", level: "error", path: "pages", message: "The row is full.", hint: "Take one out." }],
      },
      { status: 422 },
    );
    const { user } = open("pages", "com_clientstats");
    const chosen = await within(await tree()).findByRole("treeitem", { name: "Client stats", selected: true });
    await waitFor(() => expect(document.activeElement).toBe(chosen));
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    const properties = screen.getByRole("region", { name: /^Properties of/ });
    expect((await within(properties).findByRole("alert")).textContent).toBe("The row is full. Take one out.");
    expect(
      within(await tree())
        .getAllByRole("treeitem")[1]
        ?.getAttribute("aria-label"),
    ).toBe("Client stats");
  });

  it("can be looked at while a message is worked on, and says why nothing can be changed", async () => {
    server.session = { ...server.session, turn: { number: 1, status: "running" } as never };
    open("pages", "com_clienttable");
    expect((await screen.findAllByText(/You can change things here once it is done/)).length).toBeGreaterThan(0);
    expect(screen.queryByRole("button", { name: "Move Client table" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add table" })).toBeNull();
  });

  it("has nothing that a checker of accessibility objects to", async () => {
    open("pages", "com_clienttable");
    await screen.findByRole("button", { name: "Move Client table" });
    expect(await axe(screen.getByRole("tree").closest(".pages") ?? document.body)).toEqual([]);
  }, 60_000);
});

describe("permissions", () => {
  it("say at a glance what each role may do", async () => {
    open("permissions");
    expect(await cell("Owner, Client: Everything")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Helper, Client: Sees all, some fields only" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Helper, Booking: Nothing" })).toBeTruthy();
  });

  it("are walked by arrow keys and changed from the keyboard", async () => {
    const { user } = open("permissions");
    (await cell("Owner, Client: Everything")).focus();
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Helper, Booking: Nothing");
    await user.keyboard("{Enter}");
    await user.selectOptions(await screen.findByRole("combobox", { name: "See: which records" }), "all");
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toMatchObject([
      {
        op: "add",
        kind: "permission",
        element: { role: "helper", entity: "booking", actions: ["read"], scope: "all" },
      },
    ]);
  });

  it("change the rule that is there rather than add another", async () => {
    const { user } = open("permissions");
    await user.click(await screen.findByRole("button", { name: "Helper, Client: Sees all, some fields only" }));
    await user.click(await screen.findByRole("button", { name: /^Fields to see: 1 of/ }));
    await user.click(await screen.findByRole("checkbox", { name: "Phone" }));
    await user.click(screen.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toEqual([
      { op: "set", kind: "permission", target: "prm_bbbbbb", values: { fields: ["name", "phone"] } },
    ]);
  });

  it("close a page to one role by naming the others", async () => {
    const { user } = open("permissions");
    await user.click(await screen.findByRole("button", { name: "Helper, Clients: Sees it" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toEqual([{ op: "set", kind: "page", target: "pag_clients", values: { roles: ["owner"] } }]);
  });

  it("ask before anything is offered to people who are not signed in", async () => {
    const { user } = open("permissions");
    const strangers = await screen.findByRole("combobox", { name: "Whoever is not signed in is" });
    await user.selectOptions(strangers, "owner");
    const dialog = await screen.findByRole("dialog", { name: "Offer this to anybody?" });
    await user.click(within(dialog).getByRole("button", { name: "Keep it closed" }));
    expect(edits).toEqual([]);
  });

  it("copy all that one role may do to another", async () => {
    const { user } = open("permissions");
    await user.click(await screen.findByRole("button", { name: "More for Helper" }));
    await user.click(await screen.findByRole("menuitem", { name: "Owner" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toMatchObject([{ op: "set", target: "prm_bbbbbb", values: { fields: null } }]);
  });

  it("say why a change was refused", async () => {
    refusal = problem(409, "Somebody else is at it.", "Try again.");
    const { user } = open("permissions");
    await user.click(await cell("Owner, Client: Everything"));
    await user.click(await screen.findByRole("button", { name: "May only see" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Somebody else is at it.");
    expect(screen.getByRole("button", { name: "Owner, Client: Everything" })).toBeTruthy();
  });

  it("have nothing that a checker of accessibility objects to", async () => {
    open("permissions");
    await cell("Owner, Client: Everything");
    expect(await axe(screen.getByRole("grid").closest(".matrix") ?? document.body)).toEqual([]);
  }, 60_000);
});

describe("reports", () => {
  it("are drawn with what they show in a sentence", async () => {
    open("reports");
    expect(
      await screen.findByRole("button", { name: "Clients per size Clients by size, where size is one of Small" }),
    ).toBeTruthy();
  });

  it("are added in three answers", async () => {
    const { user } = open("reports");
    await user.click(await screen.findByRole("button", { name: "New report" }));
    const dialog = await screen.findByRole("dialog", { name: "New report" });
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "About what?" }), "booking");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "By what?" }), "month");
    await user.click(within(dialog).getByRole("button", { name: "Add report" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toMatchObject([
      {
        op: "add",
        kind: "report",
        element: { title: "Bookings per month", group_by: ["month"], date_field: "starts_at", chart: "line" },
      },
    ]);
  });

  it("leave out a condition where it is said", async () => {
    const { user } = open("reports", "rep_sizes000");
    await user.click(await screen.findByRole("button", { name: "Leave out: Size is one of Small" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toEqual([{ op: "set", kind: "report", target: "rep_sizes000", values: { filters: [] } }]);
  });

  it("forget what another kind of record does not have", async () => {
    const { user } = open("reports", "rep_sizes000");
    await user.selectOptions(await screen.findByRole("combobox", { name: "About" }), "booking");
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toMatchObject([{ values: { entity: "booking", group_by: [], filters: [] } }]);
  });

  it("are put on a page as a chart", async () => {
    const { user } = open("reports", "rep_sizes000");
    await user.click(await screen.findByRole("button", { name: "Put it on a page" }));
    await user.click(await screen.findByRole("menuitem", { name: "Clients" }));
    await waitFor(() => expect(edits).toHaveLength(1));
    expect(edits[0]).toMatchObject([
      { op: "add", element: { type: "chart", props: { report: "clients_per_size" } } },
      { op: "set_layout", target: "pag_clients" },
    ]);
  });
});
