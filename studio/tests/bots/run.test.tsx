import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openStudio, problem, VIEWER } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { AT, botLine, page, runLine, runOf, versionOf } from "./fake";

beforeEach(() => {
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
});

const stream = () => FakeEventSource.all.find(({ url }) => url.includes("/runs/r1/events")) as FakeEventSource;
const QUESTION = {
  id: "a1",
  run_id: "r1",
  bot_id: "b1",
  bot_name: "Watch the price",
  text: "Buy ten?",
  asked_at: AT,
  decision: null,
  comment: "",
  decided_by: null,
  is_hidden: false,
  decided_at: null,
};

describe("a run", () => {
  it("writes its log as it goes on, and shows what came of it", async () => {
    const { answer, problems } = openStudio("/bots/b1/runs/r1", {
      "GET /runs/r1": runOf("r1", { state: "running", ended_at: null, output: null }),
    });
    expect(await screen.findByText("Looking at the price")).toBeTruthy();
    expect(stream().url).toContain("after=3");
    await stream().tell(4, "log", { text: "It is 90", attempt: 1 });
    expect(screen.getByText("It is 90")).toBeTruthy();
    expect(screen.getByText("Not there yet.")).toBeTruthy();
    const log = [
      { text: "Looking at the price", attempt: 1, at: AT },
      { text: "It is 90", attempt: 1, at: AT },
    ];
    answer({ "GET /runs/r1": runOf("r1", { log }) });
    await stream().tell(5, "run", { state: "success" });
    expect(await screen.findByText("Succeeded")).toBeTruthy();
    expect(screen.getAllByText("It is 90")).toHaveLength(1);
    expect(screen.getByText(/"told": true/)).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("that asks is approved with a comment", async () => {
    const { user, sent, answer } = openStudio("/bots/b1/runs/r1", {
      "GET /runs/r1": runOf("r1", { state: "waiting", ended_at: null, approvals: [QUESTION] }),
      "POST /approvals/a1": { ...QUESTION, decision: true },
    });
    const asked = await screen.findByRole("region", { name: "It asks for an approval" });
    await user.type(within(asked).getByRole("textbox"), "Ten is fine");
    const decided = { ...QUESTION, decision: true, comment: "Ten is fine", decided_at: AT };
    answer({ "GET /runs/r1": runOf("r1", { approvals: [decided] }) });
    await user.click(within(asked).getByRole("button", { name: "Approve" }));
    expect(sent("POST", "/approvals/a1")[0]?.body).toEqual({ approved: true, comment: "Ten is fine" });
    expect(await screen.findByText(/^Approved/)).toBeTruthy();
  });

  it("that failed for good is run again with another input", async () => {
    const failed = runOf("r1", { state: "failed", is_dead: true, error: "No price.", input: { price: 0 } });
    const { user, sent } = openStudio("/bots/b1/runs/r1", {
      "GET /runs/r1": failed,
      "POST /runs/r1/rerun": runLine("r2", { state: "queued" }),
      "GET /runs/r2": runOf("r2", { cause: { kind: "rerun", text: "", by: null, rerun_of: "r1" } }),
    });
    expect((await screen.findByRole("alert")).textContent).toContain("No price.");
    await user.click(screen.getByRole("button", { name: "Run with another input" }));
    const dialog = await screen.findByRole("dialog");
    const price = within(dialog).getByRole("spinbutton", { name: "Price" });
    await user.clear(price);
    await user.type(price, "90");
    await user.click(within(dialog).getByRole("button", { name: "Run" }));
    expect(sent("POST", "/runs/r1/rerun")[0]?.body).toEqual({ input: { price: 90 } });
    expect(await screen.findByRole("link", { name: "an earlier one" })).toBeTruthy();
  });

  it("keeps what was typed as input where it is no JSON, and where the run is refused", async () => {
    const { user } = openStudio("/bots/b1", {
      "GET /bots/b1": botLine("b1"),
      "GET /bots/b1/versions/2": versionOf(2),
      "GET /runs": page(),
      "GET /secrets": page(),
      "POST /bots/b1/runs": () => problem(409, "It is paused.", { hint: "Activate it first." }),
    });
    await user.click(await screen.findByRole("button", { name: "Run now" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("button", { name: "Write it as JSON" }));
    const box = within(dialog).getByRole("textbox", { name: "Input" });
    await user.clear(box);
    await user.type(box, "[[1,");
    expect(within(dialog).getByText(/This is no JSON yet/)).toBeTruthy();
    expect((within(dialog).getByRole("button", { name: "Run" }) as HTMLButtonElement).disabled).toBe(true);
    await user.type(box, "2]");
    await user.click(within(dialog).getByRole("button", { name: "Run" }));
    expect(await within(dialog).findByText("Activate it first.")).toBeTruthy();
    expect((box as HTMLTextAreaElement).value).toBe("[1,2]");
  });

  it("is only looked at by whoever may only look", async () => {
    openStudio("/bots/b1/runs/r1", {
      "GET /auth/me": VIEWER,
      "GET /runs/r1": runOf("r1", { state: "waiting", ended_at: null, approvals: [QUESTION] }),
    });
    await screen.findByText("Buy ten?");
    await waitFor(() => expect(screen.queryByRole("button", { name: /Approve|Cancel|Run again/ })).toBeNull());
  });

  it("that is not kept any more says so, with the way to the others", async () => {
    openStudio("/bots/b1/runs/r9");
    expect((await screen.findByRole("link", { name: "All runs of the bot" })).getAttribute("href")).toBe(
      "/bots/b1/runs",
    );
  });
});
