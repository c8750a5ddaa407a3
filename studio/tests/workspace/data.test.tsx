import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import type { AppSpec, Edit } from "../../src/spec/types";
import { SAMPLE } from "../spec/sample";
import { type Call, FakeSession, SESSION, showWorkspace } from "./fake-session";

let server: FakeSession;

/** A tab is loaded when it is first opened. */
const LOADED = { timeout: 15_000 };

/** Takes edits as the server does; what came of them is for the test to say. */
function taking(then: (edits: readonly Edit[]) => AppSpec = () => SAMPLE) {
  return ({ method, path, body }: Call): Response | null => {
    if (method !== "POST" || !path.endsWith("/edits")) return null;
    server.spec = { ...then((body?.edits ?? []) as Edit[]) };
    return Response.json({ session: server.session, revision: { number: 2, sentences: ["Changed it"] } });
  };
}

function refusing(message: string, hint: string) {
  return ({ method, path }: Call): Response | null =>
    method === "POST" && path.endsWith("/edits")
      ? Response.json(
          {
            status: 400,
            detail: "This change does not fit.",
            diagnostics: [{ code: "x", level: "error", path: "edits.0", message, hint }],
          },
          { status: 400 },
        )
      : null;
}

const sent = () => server.called("POST", "/edits").flatMap(({ body }) => body?.edits as Edit[]);
const tables = (at = "") => showWorkspace(`/sessions/${SESSION}/data?view=tables${at && `&at=${at}`}`);
const client = () => screen.findByRole("region", { name: "Client" }, LOADED);

beforeEach(() => {
  server = new FakeSession();
  server.spec = { ...SAMPLE };
});

test("every entity is a table of its fields, in words for people", async () => {
  const { container } = tables();
  const rows = within(await client());
  expect(rows.getByRole<HTMLSelectElement>("combobox", { name: "Type of Phone" }).selectedOptions[0]?.text).toBe(
    "Phone number",
  );
  expect(rows.getByRole<HTMLInputElement>("checkbox", { name: "Name: required" }).checked).toBe(true);
  expect(rows.getByText("Small, Large")).toBeTruthy();
  const own = container.querySelector(".data-tab");
  expect(own && (await axe(own))).toEqual([]);
});

test("a field that is named gets the type its name speaks of, and can be given another one", async () => {
  server.refuse = taking();
  const { user } = tables();
  const rows = within(await client());
  await user.type(rows.getByRole("textbox", { name: "New field of Client" }), "Birthday");
  expect(rows.getByRole<HTMLSelectElement>("combobox", { name: "Type of the new field" }).value).toBe("date");
  await user.selectOptions(rows.getByRole("combobox", { name: "Type of the new field" }), "Text");
  await user.click(rows.getByRole("button", { name: "Add field" }));
  await waitFor(() =>
    expect(sent()).toMatchObject([
      { op: "add", kind: "field", parent: "ent_client", element: { name: "birthday", type: "text" } },
    ]),
  );
});

test("a label that is typed over is a rename, which takes the name along", async () => {
  server.refuse = taking();
  const { user } = tables();
  const label = within(await client()).getByRole("textbox", { name: "Label of Phone" });
  await user.clear(label);
  await user.type(label, "Mobile{Enter}");
  await waitFor(() =>
    expect(sent()).toEqual([{ op: "rename", kind: "field", target: "fld_phone00", name: "mobile", label: "Mobile" }]),
  );
});

test("a text that is refused stays in its box with the reason, and can be put back", async () => {
  server.refuse = refusing("name is taken in client.", "Choose another name.");
  const { user } = tables();
  const label = within(await client()).getByRole<HTMLInputElement>("textbox", { name: "Label of Phone" });
  await user.clear(label);
  await user.type(label, "Name{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("name is taken in client. Choose another name.");
  expect(label.value).toBe("Name");
  expect(label.getAttribute("aria-invalid")).toBe("true");
  await user.click(screen.getByRole("button", { name: "Put back “Phone”" }));
  expect(label.value).toBe("Phone");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a tick shows at once, and goes back with the reason where it is refused", async () => {
  server.refuse = refusing("It cannot be unique.", "");
  const { user } = tables();
  const tick = within(await client()).getByRole<HTMLInputElement>("checkbox", { name: "Phone: unique" });
  await user.click(tick);
  expect((await screen.findByRole("alert")).textContent).toContain("It cannot be unique.");
  expect(tick.checked).toBe(false);
});

test("a text that becomes a choice asks first what can be chosen", async () => {
  server.refuse = taking();
  const { user } = tables();
  const rows = within(await client());
  await user.selectOptions(rows.getByRole("combobox", { name: "Type of Phone" }), "Choice");
  expect(sent()).toEqual([]);
  await user.type(rows.getByRole("textbox", { name: "What can be chosen?" }), "Home, Work{Enter}");
  await waitFor(() =>
    expect(sent()).toMatchObject([
      { op: "retype", target: "fld_phone00", type: "enum", options: [{ name: "home" }, { name: "work" }] },
    ]),
  );
});

test("removing says what it means before it is done", async () => {
  server.refuse = taking();
  const { user } = tables();
  await user.click(within(await client()).getByRole("button", { name: "Remove Phone" }));
  const asked = await screen.findByRole("dialog", { name: "Remove Phone" });
  expect(asked.textContent).toContain("archived, and comes back on undo");
  await user.click(within(asked).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(sent()).toEqual([{ op: "remove", kind: "field", target: "fld_phone00" }]));
});

test("an option that an address points at is shown in its field", async () => {
  tables("opt_large00");
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Choice Large"));
});

test("whoever may only read sees everything, changes nothing, and is told why", async () => {
  server.refuse = ({ path }) =>
    path.endsWith("/auth/me")
      ? Response.json({ user: { id: "u", name: "Ada", email: "a@example.com" }, permissions: ["modules:read"] })
      : null;
  tables();
  const rows = within(await client());
  expect(screen.getByText(/You may read this, not change it/)).toBeTruthy();
  expect(rows.getByRole<HTMLInputElement>("textbox", { name: "Label of Phone" }).readOnly).toBe(true);
  expect(rows.getByRole<HTMLInputElement>("checkbox", { name: "Phone: unique" }).disabled).toBe(true);
  expect(rows.queryByRole("button", { name: "Remove Phone" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Add entity" })).toBeNull();
});

test("two entities are related by two pickers, with names that are free", async () => {
  server.refuse = taking();
  const { user } = tables();
  await client();
  await user.click(screen.getByRole("button", { name: "Add relation" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Add a relation" }));
  await user.selectOptions(dialog.getByLabelText("From"), "Booking");
  await user.selectOptions(dialog.getByLabelText("To"), "Client");
  expect(dialog.getByLabelText<HTMLInputElement>("In Booking it is called").value).toBe("client_2");
  await user.click(dialog.getByRole("button", { name: "Add relation" }));
  await waitFor(() =>
    expect(sent()).toMatchObject([
      {
        op: "add",
        kind: "relationship",
        element: { kind: "belongs_to", from: "booking", to: "client", name: "client_2", inverse: "bookings_2" },
      },
    ]),
  );
});
