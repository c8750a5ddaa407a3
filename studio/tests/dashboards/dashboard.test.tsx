import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { BlockView } from "../../src/dashboards/types";
import { openStudio, problem, VIEWER } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { blockLine, dashboardOf } from "./fake";

beforeEach(() => {
  window.innerWidth = 1440;
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
});

function open(blocks: readonly BlockView[], more: Parameters<typeof dashboardOf>[1] = {}, answers = {}) {
  const found = Object.fromEntries(blocks.map((block) => [`GET /blocks/${block.id}`, block]));
  return openStudio("/dashboards/d1", {
    "GET /dashboards/d1": dashboardOf(blocks, more),
    "GET /dashboards": { items: [], next_cursor: null },
    "GET /sandbox": { tier: "bubblewrap", is_safe: true, walls: ["No network."], hint: "" },
    "PUT /dashboards/d1/layouts/desktop": dashboardOf(blocks, more).layouts,
    ...found,
    ...answers,
  });
}

let nextEvent = 8;
const tile = (name: string) => screen.findByRole("article", { name });
const tell = (kind: string, data: Readonly<Record<string, unknown>>) =>
  FakeEventSource.latest.tell(nextEvent++, kind, data);

describe("a dashboard", () => {
  it("shows its blocks with their data, and has nothing that keeps people out", async () => {
    const { problems } = open([blockLine("b1"), blockLine("b2", { title: "Others" })]);
    expect(within(await tile("Others")).getByRole("cell", { name: "Berlin" })).toBeTruthy();
    expect(screen.getByText("Only its owner")).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("that is empty asks what one wants to see, and puts the block there at once", async () => {
    const making = blockLine("b9", { state: "making", title: "", data: null, card: null, version: null });
    const { user, answer, sent } = open([], {}, { "POST /dashboards/d1/blocks": making });
    const box = await screen.findByRole("textbox", { name: "What do you want to see?" });
    answer({ "GET /dashboards/d1": dashboardOf([making]), "GET /blocks/b9": making });
    await user.type(box, "Open orders{Enter}");
    expect(await screen.findByText("Finding out what you need")).toBeTruthy();
    expect(sent("POST", "/dashboards/d1/blocks")[0]?.body).toEqual({ asked: "Open orders" });
    await tell("progress", { block: "b9", text: "Asking api.example.com" });
    expect(await screen.findByText("Asking api.example.com")).toBeTruthy();
    answer({ "GET /dashboards/d1": dashboardOf([blockLine("b9")]) });
    await tell("block", { block: "b9" });
    expect(await screen.findByRole("cell", { name: "Berlin" })).toBeTruthy();
  });

  it("keeps what was typed where a block is refused", async () => {
    const refusal = () => problem(429, "That is a lot at once.", { hint: "Wait a minute." });
    const { user } = open([], {}, { "POST /dashboards/d1/blocks": refusal });
    const box = await screen.findByRole("textbox", { name: "What do you want to see?" });
    await user.type(box, "Open orders{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("That is a lot at once.");
    expect((box as HTMLTextAreaElement).value).toBe("Open orders");
  });

  it("takes a block in hand by keyboard, says where it is, and keeps that", async () => {
    const { user, sent } = open([blockLine("b1"), blockLine("b2")]);
    const grip = await screen.findByRole("button", { name: "Move or resize Cities b1" });
    grip.focus();
    await user.keyboard("{Enter}{ArrowRight}{Shift>}{ArrowDown}{/Shift}");
    expect(screen.getByText("column 2, row 1, 4 wide and 5 high")).toBeTruthy();
    expect(sent("PUT", "/dashboards/d1/layouts/desktop")).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(sent("PUT", "/dashboards/d1/layouts/desktop")).toHaveLength(1));
    expect(sent("PUT", "/dashboards/d1/layouts/desktop")[0]?.body).toMatchObject({
      items: expect.arrayContaining([{ block: "b1", x: 1, y: 0, w: 4, h: 5 }]),
    });
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(sent("PUT", "/dashboards/d1/layouts/desktop")).toHaveLength(2));
    expect(sent("PUT", "/dashboards/d1/layouts/desktop")[1]?.body).toMatchObject({
      items: expect.arrayContaining([{ block: "b1", x: 0, y: 0, w: 4, h: 4 }]),
    });
  });

  it("puts a block back on Escape, and where the server refuses the arrangement", async () => {
    const refusal = () => problem(409, "Somebody else removed this dashboard.");
    const { user, sent } = open([blockLine("b1")], {}, { "PUT /dashboards/d1/layouts/desktop": refusal });
    const grip = await screen.findByRole("button", { name: "Move or resize Cities b1" });
    const place = () => grip.closest<HTMLElement>(".board-tile")?.style.gridColumn;
    grip.focus();
    await user.keyboard("{Enter}{ArrowRight}{Escape}");
    expect(screen.getByText("Cities b1 is back where it was.")).toBeTruthy();
    expect(sent("PUT", "/dashboards/d1/layouts/desktop")).toEqual([]);
    await user.keyboard("{Enter}{ArrowRight}{Enter}");
    expect(await screen.findByText("Somebody else removed this dashboard.")).toBeTruthy();
    await waitFor(() => expect(place()).toBe("1 / span 4"));
  });

  it("looks again only at the block that has changed", async () => {
    const { answer, sent } = open([blockLine("b1"), blockLine("b2")]);
    await tile("Cities b1");
    const fresh = {
      value: { rows: [{ city: "Graz" }] },
      at: new Date().toISOString(),
      expires_at: "",
      is_stale: false,
    };
    answer({ "GET /blocks/b1": blockLine("b1", { data: fresh }) });
    await tell("block", { block: "b1" });
    expect(await screen.findByRole("cell", { name: "Graz" })).toBeTruthy();
    expect(sent("GET", "/blocks/b2")).toEqual([]);
    expect(sent("GET", "/dashboards/d1")).toHaveLength(1);
    await tell("removed", { block: "b2" });
    expect(screen.queryByRole("article", { name: "Cities b2" })).toBeNull();
  });

  it("lets whoever may not change it look only", async () => {
    open([blockLine("b1", { may_edit: false })], { may_edit: false }, { "GET /auth/me": VIEWER });
    await tile("Cities b1");
    expect(screen.queryByRole("button", { name: /Move or resize|Share|Add a block/ })).toBeNull();
  });

  it("that is not there says so, with the way to the others", async () => {
    openStudio("/dashboards/d1", { "GET /dashboards/d1": () => problem(404, "There is no such dashboard.") });
    expect(await screen.findByText("There is no such dashboard.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "All dashboards" })).toBeTruthy();
  });
});

describe("a block", () => {
  it("that fails keeps its old data with its age, and is tried again", async () => {
    const old = blockLine("b1", { state: "failing", notice: "The source does not answer.", failures: 1 });
    const { user, sent } = open([old], {}, { "POST /blocks/b1/refresh": blockLine("b1", { is_refreshing: true }) });
    const block = within(await tile("Cities b1"));
    expect(block.getByRole("cell", { name: "Berlin" })).toBeTruthy();
    expect(block.getByText("Less than a minute old")).toBeTruthy();
    await user.click(block.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(sent("POST", "/blocks/b1/refresh")).toHaveLength(1));
    expect(await block.findByText("Refreshing")).toBeTruthy();
  });

  it("that rests says what a person can do about it", async () => {
    const resting = blockLine("b1", { state: "resting", notice: "Three tries at mending did not work." });
    const { user, sent, problems } = open([resting], {}, { "POST /blocks/b1/wake": blockLine("b1") });
    const block = within(await tile("Cities b1"));
    expect(block.getByRole("button", { name: "Describe it again" })).toBeTruthy();
    expect(block.getByRole("button", { name: "Show details" })).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.click(block.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(sent("POST", "/blocks/b1/wake")).toHaveLength(1));
  });

  it("that could not be made offers what to say instead", async () => {
    const failed = blockLine("b1", {
      state: "failed",
      notice: "Nothing here knows the weather.",
      suggestions: ["Orders by status"],
      data: null,
      card: null,
      version: null,
    });
    const { user, sent } = open([failed], {}, { "POST /blocks/b1/words": { ...failed, state: "making" } });
    await user.click(await screen.findByRole("button", { name: "Orders by status" }));
    await waitFor(() => expect(sent("POST", "/blocks/b1/words")[0]?.body).toEqual({ text: "Orders by status" }));
  });

  it("is changed in words, while what it shows stays", async () => {
    const working = blockLine("b1", { state: "making", progress: "Writing a version" });
    const { user, sent } = open([blockLine("b1")], {}, { "POST /blocks/b1/words": working });
    await user.click(await screen.findByRole("button", { name: "Cities b1, actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Change it in words…" }));
    await user.type(await screen.findByLabelText("What should be different?"), "Only Graz");
    await user.click(screen.getByRole("button", { name: "Change it" }));
    await waitFor(() => expect(sent("POST", "/blocks/b1/words")[0]?.body).toEqual({ text: "Only Graz" }));
    const block = within(await tile("Cities b1"));
    expect(await block.findByText("Making a new version: Writing a version")).toBeTruthy();
    expect(block.getByRole("cell", { name: "Berlin" })).toBeTruthy();
  });

  it("is removed with a way back", async () => {
    const { user, sent } = open(
      [blockLine("b1")],
      {},
      {
        "DELETE /blocks/b1": null,
        "POST /blocks/b1/restore": blockLine("b1"),
      },
    );
    await user.click(await screen.findByRole("button", { name: "Cities b1, actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
    await waitFor(() => expect(screen.queryByRole("article")).toBeNull());
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent("POST", "/blocks/b1/restore")).toHaveLength(1));
    expect(await tile("Cities b1")).toBeTruthy();
  });

  it("whose data does not fit says so without taking others along", async () => {
    const broken = blockLine("b1", {
      data: { value: "garbage", at: "2026-11-22T10:00:00Z", expires_at: "", is_stale: false },
    });
    open([broken, blockLine("b2")]);
    expect((await within(await tile("Cities b1")).findByRole("alert")).textContent).toContain("does not fit");
    expect(within(await tile("Cities b2")).getByRole("cell", { name: "Berlin" })).toBeTruthy();
  });
});

describe("the details of a block", () => {
  it("say whose rights it reads with, and behind which walls it runs", async () => {
    const module = { slug: "shop", name: "Bike shop", role: "Owner", entities: ["order"] };
    const reads = { reach: "none" as const, hosts: [], modules: [module], secrets: [] };
    const { user, problems } = open([blockLine("b1", { reads })]);
    await user.click(await screen.findByRole("button", { name: "Cities b1, actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Show details" }));
    const details = await screen.findByRole("dialog");
    expect(await within(details).findByText(/with the rights of Ada Lovelace/)).toBeTruthy();
    expect(await within(details).findByText(/Runs behind: bubblewrap/)).toBeTruthy();
    expect(location.search).toContain("block=b1");
    expect(await problems()).toEqual([]);
  });

  it("change when it is refreshed, in words and by a cron expression", async () => {
    const { user, sent } = open(
      [blockLine("b1")],
      {},
      {
        "PATCH /blocks/b1": blockLine("b1"),
        "GET /timing": ({ query }: { readonly query: URLSearchParams }) =>
          query.has("cron")
            ? { words: "at 08:00, Monday through Friday (UTC)", next: [] }
            : { words: "every 15 minutes", next: [] },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Cities b1, actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Show details" }));
    await user.selectOptions(await screen.findByLabelText("Refresh"), "At certain times");
    expect(await screen.findByText("at 08:00, Monday through Friday (UTC)")).toBeTruthy();
    const cron = screen.getByLabelText("Cron expression");
    await user.clear(cron);
    await user.type(cron, "*/5 * *");
    expect((screen.getByRole("button", { name: "Save" }) as HTMLButtonElement).disabled).toBe(true);
    await user.type(cron, " * *");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(sent("PATCH", "/blocks/b1")[0]?.body).toMatchObject({
        refresh: { kind: "cron", cron: "*/5 * * * *" },
      }),
    );
  });
});

describe("sharing", () => {
  const confirmation = "It shows rows of Bike shop that Ada Lovelace may read.";

  it("with the agency is confirmed by somebody who has read whose rights its data comes with", async () => {
    const { user, sent } = open([blockLine("b1")], { confirmation }, { "PATCH /dashboards/d1": {} });
    await user.click(await screen.findByRole("button", { name: "Share" }));
    await user.click(await screen.findByRole("switch", { name: "Everybody in Acme" }));
    expect(sent("PATCH", "/dashboards/d1")).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Share it all the same" }));
    await waitFor(() =>
      expect(sent("PATCH", "/dashboards/d1")[0]?.body).toEqual({ visibility: "agency", confirm: true }),
    );
  });

  it("by a link shows it once, and withdraws it", async () => {
    const share = {
      id: "s1",
      label: "Hallway",
      created_at: "2026-11-20T10:00:00Z",
      expires_at: null,
      last_seen_at: null,
    };
    const { user, sent, problems } = open(
      [blockLine("b1")],
      { shares: [share] },
      {
        "POST /dashboards/d1/shares": { id: "s2", address: "http://localhost/shared/secret" },
        "DELETE /dashboards/d1/shares/s1": null,
      },
    );
    await user.click(await screen.findByRole("button", { name: "Share" }));
    expect(await problems()).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Make a link" }));
    expect(((await screen.findByLabelText("Link")) as HTMLInputElement).value).toBe("http://localhost/shared/secret");
    await user.click(screen.getByRole("button", { name: "Withdraw" }));
    await waitFor(() => expect(sent("DELETE", "/dashboards/d1/shares/s1")).toHaveLength(1));
  });
});
