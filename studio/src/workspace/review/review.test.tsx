import { configure, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { type Call, FakeEventSource, FakeSession, SESSION, showWorkspace } from "../../../tests/workspace/fake-session";
import type { Plan, Prospect } from "./queries";

const FIELD = { id: "fld_kind", name: "kind", label: "Kind", type: "text", options: [] };
const MODULE = {
  id: "m",
  slug: "salon",
  name: "Salon",
  version: "1.0.0",
  status: "published",
  url: "http://salon.localhost",
  site: "Main",
  is_preview: false,
};
const NOTHING: Plan = {
  steps: [],
  sentences: [],
  loses: false,
  blocked: false,
  seconds: 0,
  seconds_are_estimated: true,
};
const STEP = {
  kind: "require_field",
  elements: ["fld_kind"],
  sentence: "From now on every row must have Kind.",
  rows: 12,
  rows_are_exact: true,
  seconds: 0.1,
  is_reversible: true,
  findings: [],
};

let server: FakeSession;
let diagnostics: object[];
let prospect: Prospect;
let refusal: object | null;
let access: Record<string, unknown>;

/** The plan as it is with the choices that were sent. */
let planFor: (choices: Record<string, { do: string; value?: unknown }>) => Plan | null;

function answer({ method, path, body }: Call): Response | null {
  const own = path.replace(`/api/v1/sessions/${SESSION}`, "");
  if (own === "/diagnostics") return Response.json({ revision: 1, diagnostics });
  if (own === "/files") return Response.json({ items: [], next_cursor: null });
  if (own === "/publishing") return Response.json({ phase: null, code: "", text: "", at: null });
  if (own === "/plan") return Response.json({ ...prospect, plan: planFor((body?.choices ?? {}) as never) });
  if (own === "/publish") return published();
  if (path === "/api/v1/agency/sites")
    return Response.json({ items: [{ slug: "main", name: "Main" }], next_cursor: null });
  if (path.endsWith("/proof")) return Response.json(PROOF);
  if (path.endsWith("/modules/salon/revisions")) {
    return Response.json({ items: [{ number: 1, version: "1.0.0", sentences: ["Add Client"] }], next_cursor: null });
  }
  if (path.endsWith("/public-access")) {
    if (method === "PUT")
      access = { ...access, is_open: true, confirmed: { keys: body?.confirm, by: "Ada", at: "2026-11-22T16:00:00Z" } };
    return Response.json(access);
  }
  return null;
}

function published(): Response {
  if (refusal) return Response.json({ status: 409, ...refusal }, { status: 409 });
  server.session = { ...server.session, module: MODULE, has_unpublished: false, status: "complete" };
  return Response.json({
    module: MODULE,
    revision: 1,
    signin_url: "x",
    sentences: [],
    plan: null,
    session: server.session,
  });
}

const PROOF = {
  holds: true,
  proved: ["client"],
  carried: [],
  seconds: 1,
  tried: { permissions: { permitted: 10, refused: 32 } },
  open: {},
  sentences: [],
};

// a whole workspace is drawn, which takes its time where machines are busy
configure({ asyncUtilTimeout: 12_000 });

// what is loaded when a tab is first opened would take the time of the first test
beforeAll(() => Promise.all([import("./ReviewTab")]));

beforeEach(() => {
  diagnostics = [];
  refusal = null;
  prospect = { sentences: [], version: "1.0.0", plan: null, public: null, widens: [], needs_approval: false };
  planFor = () => null;
  access = {
    role: null,
    keys: [],
    sentences: [],
    confirmed: null,
    pending: { keys: [], sentences: [] },
    is_open: false,
    url: "",
  };
  server = new FakeSession();
  server.session = { ...server.session, revision: 1, content: 1, has_unpublished: true, status: "reviewing" };
  server.spec = {
    ...server.spec,
    entities: [
      {
        id: "ent_client",
        name: "client",
        display_name: "Client",
        fields: [FIELD],
        computed: [],
        rules: [],
        indexes: [],
      },
    ],
  };
  server.refuse = answer;
});

const open = () => showWorkspace(`/sessions/${SESSION}/review`);
const sent = () => server.called("POST", "/publish").map(({ body }) => body);
const publish = () => screen.findByRole("button", { name: "Publish" });

test("an error keeps it from being published, and leads to its place", async () => {
  diagnostics = [
    {
      code: "no-owner",
      level: "error",
      path: "entities.client.fields.kind",
      message: "Kind is wrong.",
      hint: "Mend it.",
    },
  ];
  open();
  const link = await screen.findByRole("link", { name: "Kind of Client" });
  expect(link.getAttribute("href")).toBe(`/sessions/${SESSION}/data?at=fld_kind`);
  expect((await publish()).hasAttribute("disabled")).toBe(true);
  expect(screen.getByText("The errors above have to be mended first.")).toBeTruthy();
});

test("the first time asks how to begin, then says where it runs and what was proved", async () => {
  const { user } = open();
  await user.click(await screen.findByRole("radio", { name: /With made-up rows/ }));
  await user.click(await publish());
  expect(await screen.findByRole("heading", { name: "Salon 1.0.0 is live" })).toBeTruthy();
  expect(sent()).toEqual([{ choices: {}, confirmed: false, sample: true, site: null }]);
  expect(await screen.findByText(/42 attempts, all went as they should/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Invite people" }).getAttribute("href")).toBe("/modules/salon/people");
});

test("rows that do not fit need a decision, and the plan is made again with it", async () => {
  server.session = { ...server.session, module: MODULE };
  planFor = ({ "fld_kind.required": choice }) => ({
    ...NOTHING,
    blocked: !choice,
    steps: [
      {
        ...STEP,
        findings: [
          {
            meaning: "Rows without “Kind”",
            count: 3,
            examples: [{ id: "r", value: "Sue" }],
            loses: false,
            blocks: !choice,
            chosen: null,
            decision: { key: "fld_kind.required", question: "What should it be?", options: ["default"], default: null },
          },
        ],
      },
    ],
  });
  const { user } = open();
  expect(await screen.findByText(/Decide above what becomes of the rows/)).toBeTruthy();
  await user.click(screen.getByRole("radio", { name: "Put one value in all of them" }));
  await user.type(await screen.findByRole("textbox", { name: "Kind" }), "new{Enter}");
  await waitFor(async () => expect((await publish()).hasAttribute("disabled")).toBe(false));
  await user.click(await publish());
  await waitFor(() =>
    expect(sent()).toEqual([
      expect.objectContaining({ choices: { "fld_kind.required": { do: "default", value: "new" } } }),
    ]),
  );
});

test("what is lost is named and has to be confirmed", async () => {
  server.session = { ...server.session, module: MODULE };
  const lost = {
    meaning: "Values that go",
    count: 2,
    examples: [],
    loses: true,
    blocks: false,
    chosen: null,
    decision: null,
  };
  planFor = () => ({ ...NOTHING, loses: true, steps: [{ ...STEP, sentence: "Take Phone away.", findings: [lost] }] });
  const { user } = open();
  expect(await screen.findByText("Take Phone away. Values that go: 2 rows.")).toBeTruthy();
  expect((await publish()).hasAttribute("disabled")).toBe(true);
  await user.click(screen.getByRole("checkbox", { name: "I have read what is lost, and mean it" }));
  await user.click(await publish());
  await waitFor(() => expect(sent()).toEqual([expect.objectContaining({ confirmed: true })]));
});

test("a refusal is explained in place, with the way to what does not hold", async () => {
  refusal = {
    code: "proof_failed",
    detail: "What was made of this does not hold, so nothing was published.",
    hint: "Take back what is named.",
    diagnostics: [{ code: "ts", level: "error", path: "src/app.tsx:7:1", message: "Not a number.", hint: "" }],
  };
  const { user } = open();
  await user.click(await publish());
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("What was made does not hold");
  const link = within(alert).getByRole("link", { name: "src/app.tsx" });
  const href = new URL(link.getAttribute("href") ?? "", "http://localhost");
  expect(href.pathname).toBe(`/sessions/${SESSION}/code`);
  expect(href.searchParams.get("file")).toBe("src/app.tsx");
  expect(href.searchParams.get("line")).toContain("7");
  expect((await publish()).hasAttribute("disabled")).toBe(false);
});

test("whoever comes while it is being published sees how far that is", async () => {
  open();
  await publish();
  await FakeEventSource.latest.tell(8, "publishing", { phase: "proving" });
  expect(await screen.findByText(/^Publishing: checking types, proving permissions/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Publish" })).toBeNull();
  await FakeEventSource.latest.tell(9, "publishing", {
    phase: "stopped",
    code: "outdated",
    text: "Somebody was first.",
  });
  expect((await screen.findByRole("alert")).textContent).toContain("Somebody was first.");
});

test("nothing is public before a person has read the sentences and confirmed them", async () => {
  server.session = { ...server.session, module: MODULE, has_unpublished: false, status: "complete" };
  access = { ...access, keys: ["page:pag_menu"], sentences: ["Anybody can open the page “Menu”."], url: MODULE.url };
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Review what becomes public" }));
  const dialog = await screen.findByRole("dialog", { name: "What becomes public" });
  expect(dialog.textContent).toContain("Anybody can open the page “Menu”.");
  const confirm = within(dialog).getByRole("button", { name: "Make this public" });
  expect(confirm.hasAttribute("disabled")).toBe(true);
  await user.click(within(dialog).getByRole("checkbox", { name: /I have read this sentence/ }));
  await user.click(confirm);
  expect(await screen.findByText("Open to anybody, without signing in")).toBeTruthy();
  expect(server.called("PUT", "/public-access").map(({ body }) => body)).toEqual([{ confirm: ["page:pag_menu"] }]);
});

test("what is meant for anybody is named before it is published", async () => {
  prospect = {
    ...prospect,
    public: { role: "Visitor", keys: ["read:ent_price"], sentences: ["Anybody can see prices."] },
  };
  open();
  expect(await screen.findByText("Anybody can see prices.")).toBeTruthy();
  expect(screen.getByText(/Publishing opens nothing of this/)).toBeTruthy();
});

test("publishing more than was confirmed says that it closes until it is confirmed", async () => {
  server.session = { ...server.session, module: MODULE };
  planFor = () => NOTHING;
  const sentences = ["Anybody can see prices."];
  access = {
    ...access,
    keys: ["a"],
    sentences,
    is_open: true,
    confirmed: { keys: ["a"], by: "Ada", at: "2026-11-22T16:00:00Z" },
  };
  prospect = { ...prospect, public: { role: "Visitor", keys: ["a", "b"], sentences } };
  open();
  expect(await screen.findByText(/Publishing closes it to everybody who is not signed in/)).toBeTruthy();
});

test("what lets somebody do more is named, and who approves it where it is not one's own to publish", async () => {
  server.session = { ...server.session, module: MODULE };
  planFor = () => NOTHING;
  prospect = { ...prospect, widens: ["This lets Clerk read Cost of tickets."], needs_approval: true };
  refusal = { code: "approval_needed", detail: "This lets Clerk read Cost of tickets.", hint: "Ask an administrator." };
  const { user } = open();
  const section = await screen.findByRole("region", { name: "It lets somebody do more than now" });
  expect(within(section).getByText("This lets Clerk read Cost of tickets.")).toBeTruthy();
  expect(section.textContent).toContain("or an administrator, has to approve this");
  const link = within(section).getByRole("link", { name: "What waits to be approved" });
  expect(link.getAttribute("href")).toBe("/modules/salon/builders");
  await user.click(await publish());
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("It waits to be approved");
  expect(alert.textContent).toContain("Ask an administrator.");
});

test("what one may let others do is named without asking anybody, and nothing is named where nobody gains", async () => {
  server.session = { ...server.session, module: MODULE };
  planFor = () => NOTHING;
  prospect = { ...prospect, widens: ["This lets Clerk read Cost of tickets."] };
  const { unmount } = open();
  const section = await screen.findByRole("region", { name: "It lets somebody do more than now" });
  expect(section.textContent).not.toContain("has to approve this");
  unmount();
  prospect = { ...prospect, widens: [] };
  open();
  await publish();
  expect(screen.queryByRole("region", { name: "It lets somebody do more than now" })).toBeNull();
});

test("a session without content says what comes first", async () => {
  server.session = { ...server.session, revision: 0, content: 0 };
  open();
  expect(await screen.findByText("Nothing to review yet")).toBeTruthy();
});
