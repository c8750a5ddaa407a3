import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import { Audit } from "../../src/account/audit/Audit";
import { Models } from "../../src/account/models/Models";
import { daysOf, spanOf } from "../../src/account/usage/spans";
import { Usage } from "../../src/account/usage/Usage";
import { FakeApi, page, problem, show } from "../stage";

const ROLES = ["orchestrator", "schema", "layout", "code", "explain"];
const chain = (role: string, models: readonly string[] = []) => ({
  role,
  models,
  temperature: null,
  max_tokens: 8192,
  timeout_seconds: 60,
  retries: 2,
  source: models.length > 0 ? "agency" : "none",
});
const PROVIDER = {
  name: "gateway",
  kind: "compatible",
  base_url: "http://m.example/v1",
  has_key: true,
  source: "agency",
  problem: null,
};

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
});

const models = (providers: readonly unknown[], asked: readonly string[] = [], seers: readonly string[] = []) =>
  api.on("GET /models", () => ({
    is_on: true,
    providers,
    chains: ROLES.map((role) => chain(role, role === "schema" ? asked : [])),
    models: asked.map((name) => ({ name, may_see_rows: seers.includes(name) })),
  }));

test("without a model it is said plainly that everything works, and what one adds", async () => {
  models([]);
  const { container } = show(Models);
  expect(await screen.findByText("Everything works offline")).toBeTruthy();
  expect(screen.getByText(/No provider yet/)).toBeTruthy();
  expect(await axe(container)).toEqual([]);
});

test("a provider is added with a key that is never shown again", async () => {
  models([]);
  api.on("POST /models/providers", () => PROVIDER);
  const { user } = show(Models);
  await user.click(await screen.findByRole("button", { name: "Add a provider" }));
  await user.type(await screen.findByLabelText("API key"), "sk-secret");
  models([PROVIDER]);
  await user.click(screen.getByRole("button", { name: "Add provider" }));
  expect(await screen.findByText(/has a key/)).toBeTruthy();
  expect(document.body.innerHTML).not.toContain("sk-secret");
  expect(api.called("POST /models/providers")[0]?.body).toEqual({
    name: "openai",
    kind: "openai",
    base_url: null,
    api_key: "sk-secret",
  });
});

test("a model is asked to say hello; what it said and cost is told, and so is what went wrong", async () => {
  models([PROVIDER], ["gateway:big"]);
  api.on("POST /models/test", () => ({
    is_ok: true,
    model: "gateway:big",
    said: "Hello",
    cost: 0.0003,
    problem: null,
  }));
  const { user } = show(Models);
  const ask = await screen.findByRole("button", { name: "Ask gateway:big to say hello" });
  await user.click(ask);
  expect(await screen.findByText(/said “Hello” in .* s, \$0\.0003/)).toBeTruthy();
  api.on("POST /models/test", () => ({
    is_ok: false,
    model: "gateway:big",
    said: "",
    cost: null,
    problem: "The key was not accepted.",
  }));
  await user.click(ask);
  expect(await screen.findByText(/The key was not accepted\./)).toBeTruthy();
});

test("models are put in order by keyboard and saved for their role", async () => {
  models([PROVIDER], ["gateway:big", "gateway:small"]);
  api.on("PUT /models/chains/schema", () => chain("schema"));
  const { user } = show(Models);
  await user.click(await screen.findByRole("button", { name: "Change Data and rules" }));
  await user.click(await screen.findByRole("button", { name: "Ask gateway:small earlier" }));
  await user.type(screen.getByRole("combobox", { name: "Add a model" }), "tiny{Enter}");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(api.called("PUT /models/chains/schema")[0]?.body).toMatchObject({
      models: ["gateway:small", "gateway:big", "gateway:tiny"],
      retries: 2,
    }),
  );
});

test("a model sees records only once it is switched on", async () => {
  models([PROVIDER], ["gateway:big"]);
  const { user, container } = show(Models);
  const toggle = await screen.findByRole("switch", { name: "gateway:big may see records" });
  expect(screen.getByText("Invented values")).toBeTruthy();
  api.on("PUT /models/rows", () => {
    models([PROVIDER], ["gateway:big"], ["gateway:big"]);
    return {};
  });
  await user.click(toggle);
  expect(await screen.findByText("Real records")).toBeTruthy();
  expect(api.called("PUT /models/rows")[0]?.body).toEqual({ model: "gateway:big", may_see_rows: true });
  expect(await axe(container)).toEqual([]);
});

test("what this machine has set up is marked and cannot be changed", async () => {
  models([{ ...PROVIDER, source: "settings", base_url: null }]);
  show(Models);
  expect(await screen.findByText("Set up on this machine")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "gateway, actions" })).toBeNull();
});

const usage = (group: string, calls: number, cost: number) => ({
  group,
  calls,
  remembered: 0,
  input_tokens: calls * 100,
  output_tokens: calls * 10,
  cached_tokens: 0,
  cost,
  unknown_costs: 0,
});

function spent(): void {
  api.on("GET /models/usage", ({ query }) => ({
    since: query.since,
    until: "2026-11-22T12:00:00Z",
    total: usage("", 12, 3.5),
    by_day: [usage("2026-11-21", 12, 3.5)],
    by_role: [usage("schema", 10, 3), usage("explain", 2, 0.5)],
    by_model: [usage("gateway:big", 12, 3.5)],
    by_session: [usage("", 12, 3.5)],
  }));
  api.on("GET /models/calls", () => page());
}

test("a budget that is nearly used up says so in words, and limits are set", async () => {
  spent();
  const budget = {
    own: { month_dollars: 4, month_tokens: null, session_dollars: null, session_tokens: null },
    operator: {},
    month: [{ unit: "dollars", limit: 4, spent: 3.5, is_near: true, is_used_up: false }],
    starts_anew_at: "2026-12-01T00:00:00Z",
  };
  api.on("GET /models/budget", () => budget);
  api.on("PUT /models/budget", () => budget);
  const { user } = show(Usage);
  expect(await screen.findByText("$3.50 of $4.00 used this month (87 %)")).toBeTruthy();
  expect(screen.getByText(/More than 80 % is used/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Change limits" }));
  const month = await screen.findByRole("spinbutton", { name: "US dollars a month" });
  await user.clear(month);
  await user.type(month, "10");
  await user.click(screen.getByRole("button", { name: "Set limits" }));
  await waitFor(() =>
    expect(api.called("PUT /models/budget")[0]?.body).toEqual({
      month_dollars: 10,
      month_tokens: null,
      session_dollars: null,
      session_tokens: null,
    }),
  );
});

test("usage is shown for a chosen period, as a table too, and by model", async () => {
  spent();
  api.on("GET /models/budget", () => problem(500, "The budget is not there."));
  const { user, history } = show(Usage, "/?period=30");
  expect(await screen.findByText("1,320")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "By model" }));
  expect(await screen.findByRole("rowheader", { name: /gateway:big/ })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show as table" }));
  expect(await screen.findByRole("row", { name: /Nov 21, 2026 \$3\.50/ })).toBeTruthy();
  await user.selectOptions(screen.getByRole("combobox", { name: "Period" }), "7");
  await waitFor(() => expect(history.location.search).toContain("period=7"));
});

test("months and days of a span are those of UTC", () => {
  const now = new Date("2026-03-01T00:30:00Z");
  expect(spanOf(null, now).since).toBe("2026-03-01T00:00:00.000Z");
  expect(spanOf("last-month", now)).toEqual({ since: "2026-02-01T00:00:00.000Z", until: "2026-03-01T00:00:00.000Z" });
  expect(spanOf("7", now).since).toBe("2026-02-23T00:00:00.000Z");
  expect(daysOf("2026-02-27T00:00:00Z", "2026-03-01T00:00:00Z")).toEqual(["2026-02-27", "2026-02-28"]);
});

const ENTRY = {
  id: 7,
  at: "2026-11-22T10:00:00Z",
  actor_kind: "key",
  actor_id: "u",
  actor_name: "Ada",
  key_id: "k",
  action: "membership.changed",
  resource: "membership",
  resource_id: "u-2",
  resource_name: "Grace <grace@example.com> in Acme",
  changes: { role: ["user", "admin"] },
  address: "10.0.0.1",
  user_agent: "curl",
};

test("an entry of the log is a sentence, and opened says what was before and after", async () => {
  api.on("GET /audit", () => page(ENTRY));
  const { user, container } = show(Audit);
  const entry = await screen.findByRole("button", { name: /API key of Ada changed the place of Grace/ });
  await user.click(entry);
  const row = await screen.findByRole("row", { name: "role user admin" });
  expect(within(row).getByRole("rowheader")).toBeTruthy();
  expect(screen.getByText("10.0.0.1, curl")).toBeTruthy();
  expect(await axe(container)).toEqual([]);
});

test("the log is narrowed down by the address, which an export follows", async () => {
  api.on("GET /audit", () => page());
  const { user, history } = show(Audit, "/?action=api_key&from=2026-11-01");
  await screen.findByText(/Nothing in the log is like this/);
  const [asked] = api.called("GET /audit");
  expect(asked?.query).toMatchObject({ action: "api_key", since: new Date(2026, 10, 1).toISOString() });
  await user.type(screen.getByRole("searchbox", { name: "Who" }), "ada");
  await waitFor(() => expect(history.location.search).toContain("actor=ada"));
  await user.click(screen.getByRole("button", { name: "Export" }));
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.href);
  });
  await user.click(await screen.findByRole("menuitem", { name: "As a table (CSV)" }));
  expect(saved[0]).toContain("/api/v1/audit/export?actor=ada&action=api_key");
  expect(saved[0]).toContain("format=csv");
  await user.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(history.location.search).toBe(""));
});
