import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Call, FakeSession, SESSION, showWorkspace } from "../../../tests/workspace/fake-session";
import type { Revision } from "./revisions";

const revision = (number: number, more: Partial<Revision> = {}): Revision => ({
  number,
  kind: "change",
  target: null,
  phase: "schema",
  reason: `wish ${number}`,
  sentences: [`Sentence ${number}`],
  author: "Ada",
  turn: number,
  module_revision: null,
  at: "2026-11-22T16:00:00Z",
  approved_by: null,
  approved_at: null,
  is_current: false,
  ...more,
});

let server: FakeSession;
let line: Revision[];

function answer({ method, path }: Call): Response | null {
  const own = path.replace(`/api/v1/sessions/${SESSION}`, "");
  if (own === "/revisions") return Response.json({ items: line, next_cursor: null, can_undo: true, can_redo: false });
  if (own === "/revisions/compare") {
    return Response.json({
      from_number: 1,
      to_number: 3,
      sentences: ["Rename Client to Customer"],
      files: [
        { path: "src/app.tsx", status: "changed", diff: "--- a\n+++ b\n@@ -1 +1 @@\n-old line\n+new line\n" },
        { path: "src/gone.ts", status: "removed", diff: "--- a\n+++ b\n@@ -1 +0,0 @@\n-was here\n" },
      ],
      sql: "alter table x;",
    });
  }
  if (method === "POST" && /\/(jump|approve)$/.test(own)) {
    return Response.json({ session: server.session, revision: revision(4, { kind: "jump", target: 1 }) });
  }
  return null;
}

// a whole workspace is drawn, which takes its time where machines are busy
configure({ asyncUtilTimeout: 12_000 });

// what is loaded when a tab is first opened would take the time of the first test
beforeAll(() => Promise.all([import("./HistoryTab")]));

beforeEach(() => {
  line = [
    revision(3, { kind: "undo", target: 1, reason: "Undo: wish 2", is_current: true }),
    revision(2, { approved_by: "Grace", approved_at: "2026-11-22T16:00:00Z" }),
    revision(1, { module_revision: 1 }),
  ];
  server = new FakeSession();
  server.session = { ...server.session, revision: 3, content: 1, can_undo: true, status: "reviewing" };
  server.refuse = answer;
});

const open = (query = "") => showWorkspace(`/sessions/${SESSION}/history${query}`);

test("every step says what it was, who made it, and how it stands", async () => {
  open();
  const [newest, second, first] = await screen.findAllByRole("listitem", { name: /wish/ });
  expect(newest?.textContent).toContain("Undo: wish 2");
  expect(newest?.textContent).toContain("as it was in revision 1");
  expect(newest?.textContent).toContain("Present");
  expect(second?.textContent).toContain("Approved by Grace");
  expect(first?.textContent).toContain("Published as revision 1");
  expect(first?.textContent).toContain("Sentence 1");
});

test("going back shows first what would be different, and is a step of its own", async () => {
  const { user } = open();
  await user.click((await screen.findAllByRole("button", { name: "Go back to this" }))[0] as HTMLElement);
  const dialog = await screen.findByRole("dialog", { name: "Go back to revision 2?" });
  expect(await within(dialog).findByText("Rename Client to Customer")).toBeTruthy();
  expect(await within(dialog).findByText("2 files differ.")).toBeTruthy();
  expect(server.called("POST", "/jump")).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Go back to revision 2" }));
  await waitFor(() => expect(server.called("POST", "/jump").map(({ body }) => body)).toEqual([{ number: 2 }]));
});

test("a revision that has the present content is nothing to go back to", async () => {
  open();
  await screen.findByText("wish 1");
  expect(screen.getAllByRole("button", { name: "Go back to this" })).toHaveLength(1);
});

test("two revisions are chosen and compared in words, in code and in tables, at an address of their own", async () => {
  const { user, router } = open();
  await user.click(await screen.findByRole("checkbox", { name: "Choose revision 3 to compare it" }));
  await user.click(screen.getByRole("checkbox", { name: "Choose revision 1 to compare it" }));
  await user.click(screen.getByRole("button", { name: "Compare" }));
  expect(await screen.findByRole("heading", { name: "From revision 1 to revision 3" })).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ from: "1", to: "3" });
  expect(await screen.findByText("Rename Client to Customer")).toBeTruthy();
  await user.click(screen.getByRole("tab", { name: "Code" }));
  const file = await screen.findByText("src/app.tsx");
  expect(screen.queryByText("new line")).toBeNull();
  await user.click(file);
  expect(await screen.findByText("new line")).toBeTruthy();
  await user.keyboard("{Escape}");
  screen.getByRole("tab", { name: "Code" }).focus();
  await user.keyboard("{ArrowRight}");
  expect(await screen.findByText("alter table x;")).toBeTruthy();
});

test("a link to a comparison opens it", async () => {
  open("?from=1&to=3&what=code");
  expect(await screen.findByText("src/gone.ts")).toBeTruthy();
});

test("a revision is approved from its menu", async () => {
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "More for revision 1" }));
  await user.click(await screen.findByRole("menuitem", { name: "Approve" }));
  await waitFor(() => expect(server.called("POST", "/approve").map(({ body }) => body)).toEqual([{ revision: 1 }]));
});

test("an empty history says what will stand here", async () => {
  line = [];
  open();
  expect(await screen.findByText("Nothing has happened yet")).toBeTruthy();
});
