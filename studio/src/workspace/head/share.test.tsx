import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { type Call, FakeSession, SESSION, showWorkspace } from "../../../tests/workspace/fake-session";

const ADA = { user_id: "u1", name: "Ada", email: "ada@example.com", access: "owner" };
const BO = { user_id: "u2", name: "Bo", email: "bo@example.com", access: "viewer" };
const CY = { user_id: "u3", name: "", email: "cy@example.com", role: "user", is_active: true };
const GONE = { user_id: "u4", name: "Gone", email: "gone@example.com", role: "user", is_active: false };

let server: FakeSession;
let people: object[];
let refusal: Response | null;

// a whole workspace is drawn, which takes its time where machines are busy
configure({ asyncUtilTimeout: 12_000 });

function answer({ method, path }: Call): Response | null {
  if (path === "/api/v1/agency/people") {
    const all = [ADA, BO].map((one) => ({ ...one, role: "user", is_active: true }));
    return Response.json({ items: [...all, CY, GONE], next_cursor: null });
  }
  const [, user] = path.split("/people/");
  if (user && refusal) return refusal;
  if (user === "u2" && method === "DELETE") people = [ADA];
  if (user === "u3") people = [ADA, BO, { ...CY, access: "editor" }];
  if (path.includes("/people")) return Response.json({ people });
  return null;
}

beforeEach(() => {
  people = [ADA, BO];
  refusal = null;
  server = new FakeSession();
  server.session = { ...server.session, access: "owner" };
  server.refuse = answer;
});

async function openShare() {
  const { user } = showWorkspace(`/sessions/${SESSION}`);
  await user.click(await screen.findByRole("button", { name: "Share" }));
  const dialog = await screen.findByRole("dialog", { name: "Who has access" });
  const list = await within(dialog).findByRole("list", { name: "People with access" });
  await within(list).findByText("Bo");
  return { user, dialog, list };
}

test("the owner shares a session with somebody of the agency who has no access yet", async () => {
  const { user, dialog, list } = await openShare();
  const choice = within(dialog).getByRole("combobox", { name: "Share with" });
  await waitFor(() => expect(within(choice).getAllByRole("option").length).toBe(2));
  expect(within(dialog).getByRole("button", { name: "Share" }).hasAttribute("disabled")).toBe(true);
  await user.selectOptions(choice, "cy@example.com");
  await user.selectOptions(within(dialog).getByRole("combobox", { name: "What they may do" }), "May work in it");
  await user.click(within(dialog).getByRole("button", { name: "Share" }));
  expect(await within(list).findByText("cy@example.com")).toBeTruthy();
  expect(server.called("PUT", "/people/u3").map(({ body }) => body)).toEqual([{ access: "editor" }]);
  await waitFor(() => expect(choice.hasAttribute("disabled")).toBe(true));
  expect(choice.textContent).toBe("Nobody else belongs to the agency");
});

test("access is changed and taken back, and never that of the owner", async () => {
  const { user, dialog, list } = await openShare();
  expect(within(list).getByText("Owner")).toBeTruthy();
  expect(within(list).queryByRole("button", { name: "Stop sharing with Ada" })).toBeNull();
  await user.selectOptions(within(list).getByRole("combobox", { name: "What Bo may do" }), "May work in it");
  await waitFor(() =>
    expect(server.called("PUT", "/people/u2").map(({ body }) => body)).toEqual([{ access: "editor" }]),
  );
  await user.click(await within(dialog).findByRole("button", { name: "Stop sharing with Bo" }));
  await waitFor(() => expect(within(list).queryByText("Bo")).toBeNull());
});

test("a refusal is said in the dialog, and nothing is shown as changed", async () => {
  const { user, dialog, list } = await openShare();
  refusal = Response.json({ status: 403, code: "denied", detail: "This is for its owner." }, { status: 403 });
  await user.click(within(list).getByRole("button", { name: "Stop sharing with Bo" }));
  expect(await within(dialog).findByText("This is for its owner.")).toBeTruthy();
  expect(within(list).getByText("Bo")).toBeTruthy();
});

test("whoever it is shared with sees who has access, and changes nothing", async () => {
  server.session = { ...server.session, access: "viewer" };
  const { dialog, list } = await openShare();
  expect(within(dialog).getByText("Its owner says who sees this session.")).toBeTruthy();
  expect(within(list).getByText("May look at it")).toBeTruthy();
  expect(within(dialog).queryByRole("combobox")).toBeNull();
  expect(within(dialog).queryByRole("button", { name: /^Stop sharing/ })).toBeNull();
});
