import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Call, FakeSession, problem, SESSION, showWorkspace } from "../../../tests/workspace/fake-session";
import { drafts } from "./drafts";

Range.prototype.getClientRects = () => [] as unknown as DOMRectList;

const APP = "src/app.tsx";
const TABLE = "src/components/ClientTable.tsx";
const CONFLICT = "one\n<<<<<<< your edit\nmine\n=======\ngenerated\n>>>>>>> new generation\nlast\n";

interface Kept {
  text: string;
  generated: string | null;
}

let server: FakeSession;
let files: Record<string, Kept>;

const view = (path: string) => {
  const { text, generated } = files[path] ?? { text: "", generated: null };
  const conflicts = text.split("<<<<<<< your edit").length - 1;
  const origin = generated === null ? "added" : text === generated ? "generated" : "edited";
  const marks = [origin, ...(conflicts > 0 ? ["conflicted"] : [])];
  return { path, marks, size: text.length, conflicts, elements: ["ent_client"], text, generated, diff: "" };
};

function answer({ method, path, body }: Call): Response | null {
  const own = path.replace(`/api/v1/sessions/${SESSION}`, "");
  if (own === "/files") return Response.json({ items: Object.keys(files).map(view), next_cursor: null });
  if (!own.startsWith("/files/")) return null;
  const name = decodeURIComponent(own.slice("/files/".length));
  const file = files[name];
  if (!file) return problem(404, "There is no such file.");
  if (method === "PUT") file.text = String(body?.text);
  if (method === "DELETE") file.text = file.generated ?? "";
  return Response.json(method === "GET" ? view(name) : { file: view(name), revision: { number: 2, sentences: [] } });
}

// a whole workspace is drawn, which takes its time where machines are busy
configure({ asyncUtilTimeout: 12_000 });

// what is loaded when a tab is first opened would take the time of the first test
beforeAll(() => Promise.all([import("./CodeTab"), import("./Editor")]));

beforeEach(() => {
  files = {
    [APP]: { text: "const app = 1;\n", generated: "const app = 1;\n" },
    [TABLE]: { text: "mine\n", generated: "generated\n" },
    "migrations/0001_create.sql": { text: "create table x;\n", generated: "create table x;\n" },
  };
  server = new FakeSession();
  server.session = { ...server.session, revision: 1, content: 1, status: "reviewing" };
  server.spec = {
    ...server.spec,
    entities: [
      { id: "ent_client", name: "client", display_name: "Client", fields: [], computed: [], rules: [], indexes: [] },
    ],
  };
  server.refuse = answer;
});

const open = (file?: string) => showWorkspace(`/sessions/${SESSION}/code${file ? `?file=${file}` : ""}`);
const saved = () => server.called("PUT", "tsx").map(({ body }) => body?.text);

test("a file is opened from the tree by keyboard alone, and the address holds it", async () => {
  const { user, router } = open();
  const tree = await screen.findByRole("tree", { name: "Files" });
  tree.focus();
  await user.keyboard("{Home}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
  expect(await screen.findByRole("textbox", { name: TABLE })).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ file: TABLE });
});

test("folders close, stay closed after a reload, and open again with the arrow keys", async () => {
  const { user, unmount } = open();
  const tree = await screen.findByRole("tree", { name: "Files" });
  await user.click(within(tree).getByRole("treeitem", { name: /^src/ }));
  expect(within(tree).queryByText("app.tsx")).toBeNull();
  unmount();
  open();
  const again = await screen.findByRole("tree", { name: "Files" });
  expect(within(again).getByRole("treeitem", { name: /^src/ }).getAttribute("aria-expanded")).toBe("false");
  again.focus();
  await user.keyboard("{End}{ArrowRight}");
  expect(within(again).getByText("app.tsx")).toBeTruthy();
});

test("the tree says what was edited by hand, and a filter finds by parts of the path", async () => {
  const { user } = open();
  const tree = await screen.findByRole("tree", { name: "Files" });
  expect(within(tree).getByRole("treeitem", { name: /ClientTable.tsx Edited/ })).toBeTruthy();
  await user.type(screen.getByRole("searchbox", { name: "Filter files" }), "table");
  expect(screen.queryByRole("treeitem", { name: /app.tsx/ })).toBeNull();
  await user.type(screen.getByRole("searchbox", { name: "Filter files" }), " nothing");
  await user.click(screen.getByRole("button", { name: "Clear the filter" }));
  expect(screen.getByRole("treeitem", { name: /app.tsx/ })).toBeTruthy();
});

test("text that is not saved survives a reload and is saved as it was typed", async () => {
  drafts.write(SESSION, APP, { text: "const app = 2;\n", base: "const app = 1;\n" });
  const { user } = open(APP);
  expect(await screen.findByText("Unsaved", { selector: ".badge *" })).toBeTruthy();
  await waitFor(() => expect(screen.getByRole("textbox", { name: APP }).textContent).toContain("const app = 2;"));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(saved()).toEqual(["const app = 2;\n"]));
  expect(await screen.findByText("Saved app.tsx.")).toBeTruthy();
  await waitFor(() => expect(drafts.of(SESSION)).toEqual([]));
});

test("what could not be saved stays, and says why", async () => {
  drafts.write(SESSION, APP, { text: "const app = 2;\n", base: "const app = 1;\n" });
  server.refuse = (call) => (call.method === "PUT" ? problem(409, "A message is being worked on.") : answer(call));
  const { user } = open(APP);
  await user.click(await screen.findByRole("button", { name: "Save" }));
  expect(await screen.findByText("Not saved. Your text is still here.")).toBeTruthy();
  expect(drafts.read(SESSION, APP)?.text).toBe("const app = 2;\n");
});

test("a file that changed under a draft asks which of the two goes on", async () => {
  drafts.write(SESSION, APP, { text: "my text\n", base: "what it was before\n" });
  const { user } = open(APP);
  await user.click(await screen.findByRole("button", { name: "Take the new text" }));
  await waitFor(() => expect(screen.getByRole("textbox", { name: APP }).textContent).toContain("const app = 1;"));
  expect(screen.queryByText(/was changed since you began/)).toBeNull();
});

test("a conflict is listed first and decided by a button", async () => {
  files[TABLE] = { text: CONFLICT, generated: "one\ngenerated\nlast\n" };
  const { user } = open();
  const list = await screen.findByRole("region", { name: "Files with conflicts" });
  await user.click(within(list).getByRole("button", { name: /ClientTable.tsx/ }));
  const bar = await screen.findByRole("region", { name: "Conflicts" });
  expect(bar.textContent).toContain("Conflict 1 of 1 Line 2: 1 line of yours, 1 line generated anew.");
  await user.click(within(bar).getByRole("button", { name: "Keep both" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(saved()).toEqual(["one\nmine\ngenerated\nlast\n"]));
  await waitFor(() => expect(screen.queryByRole("region", { name: "Files with conflicts" })).toBeNull());
});

test("going back to the generated text asks first", async () => {
  const { user } = open(TABLE);
  await user.click(await screen.findByRole("button", { name: "Back to generated" }));
  const dialog = await screen.findByRole("dialog", { name: "Back to generated ClientTable.tsx?" });
  expect(server.called("DELETE", "tsx")).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Go back to generated" }));
  expect(await screen.findByText("ClientTable.tsx is as it was generated.")).toBeTruthy();
  await waitFor(() => expect(screen.getByRole("textbox", { name: TABLE }).textContent).toContain("generated"));
});

test("what cannot be written says why and what to do instead", async () => {
  open("migrations/0001_create.sql");
  expect(await screen.findByText(/record of what is done to the tables/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save" }).hasAttribute("disabled")).toBe(true);
  const text = await screen.findByRole("textbox", { name: "migrations/0001_create.sql" });
  expect(text.getAttribute("aria-readonly")).toBe("true");
});

test("leaving with unsaved text asks, and keeps it for later", async () => {
  drafts.write(SESSION, APP, { text: "const app = 2;\n", base: "const app = 1;\n" });
  const { user, router } = open(APP);
  await screen.findByRole("textbox", { name: APP });
  void router.navigate({ to: "/" });
  const dialog = await screen.findByRole("dialog", { name: "One file is not saved" });
  await user.click(within(dialog).getByRole("button", { name: "Stay here" }));
  expect(router.state.location.pathname).toBe(`/sessions/${SESSION}/code`);
  void router.navigate({ to: "/" });
  await user.click(await screen.findByRole("button", { name: "Keep for later" }));
  expect(await screen.findByRole("heading", { name: "Home" })).toBeTruthy();
  expect(drafts.of(SESSION)).toEqual([APP]);
});

test("a file leads to the parts of the application that it comes from", async () => {
  const { user } = open(TABLE);
  await user.click(await screen.findByRole("button", { name: "From 1 part" }));
  const link = await screen.findByRole("link", { name: "Client" });
  expect(link.getAttribute("href")).toBe(`/sessions/${SESSION}/data?at=ent_client`);
});

test("all files are a real download", async () => {
  open();
  const link = await screen.findByRole("link", { name: "Download all 3 files" });
  expect(link.getAttribute("href")).toBe(`/api/v1/sessions/${SESSION}/files.zip`);
  expect(link.hasAttribute("download")).toBe(true);
});
