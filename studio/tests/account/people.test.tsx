import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import { Invitations } from "../../src/account/invitations/Invitations";
import { Keys } from "../../src/account/keys/Keys";
import { People } from "../../src/account/people/People";
import { ADMIN, FakeApi, page, problem, show } from "../stage";

const GRACE = {
  user_id: "u-2",
  name: "Grace",
  email: "grace@example.com",
  role: "user",
  is_active: true,
  has_account_off: false,
  since: "2026-11-01T10:00:00Z",
};

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
  api.on("GET /agency/people", () => page(GRACE));
});

test("a role is changed where it stands, and the change can be undone", async () => {
  api.on("PATCH /agency/people/u-2", () => GRACE);
  const { user, container } = show(People);
  await user.selectOptions(await screen.findByRole("combobox", { name: "Role of Grace" }), "viewer");
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() =>
    expect(api.called("PATCH /agency/people/u-2").map(({ body }) => body)).toEqual([
      { role: "viewer" },
      { role: "user" },
    ]),
  );
  expect(await axe(container)).toEqual([]);
});

test("the last administrator stays, in the words of the API", async () => {
  api.on("DELETE /agency/people/u-2", () =>
    problem(409, "Grace is the last administrator.", "Make another one first."),
  );
  const { user } = show(People);
  await user.click(await screen.findByRole("button", { name: "Grace, actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Take out of the agency" }));
  await user.click(await screen.findByRole("button", { name: "Take out" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Grace is the last administrator.");
  expect(alert.textContent).toContain("Make another one first.");
});

test("a link to a new password is made after asking and shown to copy", async () => {
  api.on("POST /agency/people/u-2/reset-link", () => ({ url: "http://localhost/reset/abc" }));
  const { user } = show(People);
  await user.click(await screen.findByRole("button", { name: "Grace, actions" }));
  await user.click(await screen.findByRole("menuitem", { name: "Make a link to a new password" }));
  expect(api.called("POST /agency/people/u-2/reset-link")).toHaveLength(0);
  await user.click(await screen.findByRole("button", { name: "Make link" }));
  expect(await screen.findByDisplayValue("http://localhost/reset/abc")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy" })).toBeTruthy();
});

test("whoever may only look sees roles as words and nothing to press", async () => {
  api = new FakeApi(["people:read"]);
  api.on("GET /agency/people", () => page(GRACE));
  show(People);
  expect(await screen.findByText("Administrators change roles and take people out.")).toBeTruthy();
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(screen.queryByRole("button", { name: "Grace, actions" })).toBeNull();
});

test("somebody is invited to one application alone, and the link is shown where no mail was sent", async () => {
  api.on("GET /agency/invitations", () => page());
  api.on("GET /modules", () => page({ slug: "salon", name: "Salon" }));
  api.on("GET /modules/salon/roles", () => page({ name: "stylist", label: "Stylist" }));
  api.on("POST /agency/invitations", ({ body }) => ({
    id: "i",
    email: body?.email,
    url: "http://localhost/invitations/tok",
    is_mailed: false,
    state: "open",
  }));
  const { user } = show(Invitations);
  await user.click(await screen.findByRole("button", { name: "Invite somebody" }));
  await user.type(await screen.findByRole("textbox", { name: "E-mail address" }), "li@example.com");
  await user.click(screen.getByRole("radio", { name: "One application alone" }));
  await user.selectOptions(await screen.findByRole("combobox", { name: "Application" }), "salon");
  await waitFor(() => expect(screen.getByRole("option", { name: "Stylist" })).toBeTruthy());
  await user.selectOptions(screen.getByRole("combobox", { name: "Role there" }), "stylist");
  await user.click(screen.getByRole("button", { name: "Invite" }));
  expect(await screen.findByDisplayValue("http://localhost/invitations/tok")).toBeTruthy();
  expect(screen.getByText(/Mail is not set up here/)).toBeTruthy();
  expect(api.called("POST /agency/invitations")[0]?.body).toEqual({
    email: "li@example.com",
    name: "",
    module: "salon",
    module_role: "stylist",
  });
});

test("what is wrong with an invitation stands beside the address, which stays", async () => {
  api.on("GET /agency/invitations", () => page());
  api.on("POST /agency/invitations", () =>
    problem(422, "No.", "", [{ field: "email", message: "This is no e-mail address." }]),
  );
  const { user } = show(Invitations, "/?invite=1");
  const email = await screen.findByRole("textbox", { name: "E-mail address" });
  await user.type(email, "li@example");
  await user.click(screen.getByRole("button", { name: "Invite" }));
  expect(await screen.findByText("This is no e-mail address.")).toBeTruthy();
  expect(email).toHaveProperty("value", "li@example");
});

const KEY = {
  id: "k-1",
  name: "Export",
  prefix: "abcdefgh",
  owner_id: "u-1",
  owner_email: "ada@example.com",
  scopes: ["modules:read"],
  created_at: "2026-11-01T10:00:00Z",
  expires_at: null,
  revoked_at: null,
  last_used_at: null,
  last_used_from: null,
};

test("a key is made with chosen rights, shown once with an example, and revoked after asking", async () => {
  api.on("GET /keys", () => page(KEY));
  api.on("POST /keys", () => ({ ...KEY, key: "sayso_abcdefgh_secret" }));
  api.on("DELETE /keys/k-1", () => undefined);
  const { user } = show(Keys);
  await user.click(await screen.findByRole("button", { name: "Make a key" }));
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Export");
  await user.click(screen.getByRole("checkbox", { name: /^Read records/ }));
  await user.selectOptions(screen.getByRole("combobox", { name: "How long it works" }), "Until it is revoked");
  await user.click(screen.getByRole("button", { name: "Make key" }));
  const shown = await screen.findByRole("dialog", { name: "“Export” is made" });
  expect(within(shown).getByDisplayValue("sayso_abcdefgh_secret")).toBeTruthy();
  expect(within(shown).getByDisplayValue(/^curl -H "Authorization: Bearer sayso_abcdefgh_secret"/)).toBeTruthy();
  expect(api.called("POST /keys")[0]?.body).toEqual({
    name: "Export",
    scopes: ["modules:read", "data:read"],
    expires_in_days: null,
  });
  await user.click(within(shown).getByRole("button", { name: "Done" }));
  expect(screen.queryByDisplayValue("sayso_abcdefgh_secret")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Revoke Export" }));
  await user.click(await screen.findByRole("button", { name: "Revoke key" }));
  await waitFor(() => expect(api.called("DELETE /keys/k-1")).toHaveLength(1));
});

test("a key is offered no rights that the person does not have", async () => {
  api = new FakeApi(ADMIN.filter((one) => !one.startsWith("people")));
  api.on("GET /keys", () => page());
  const { user } = show(Keys);
  await user.click(await screen.findByRole("button", { name: "Make a key" }));
  await screen.findByRole("checkbox", { name: /^Build applications/ });
  expect(screen.queryByRole("checkbox", { name: /^See people/ })).toBeNull();
});
