import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openStudio, problem, VIEWER } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { AT, botLine, page, runLine } from "./fake";

beforeEach(() => {
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
});

const QUIET = { "GET /runs": page(), "GET /approvals": page() };

describe("the list of bots", () => {
  it("says of each what it does, what sets it off and how it has been doing", async () => {
    const { problems } = openStudio("/bots", { ...QUIET, "GET /bots": page(botLine("b1")) });
    const row = (await screen.findByRole("link", { name: /Watch the price/ })).closest("li") as HTMLElement;
    expect(within(row).getByText("Active")).toBeTruthy();
    expect(within(row).getByText(/every weekday at 08:00/)).toBeTruthy();
    expect(within(row).getByText(/75% succeed/)).toBeTruthy();
    expect(within(row).getByText(/Succeeded/)).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("has what waits for somebody on top", async () => {
    openStudio("/bots", {
      "GET /bots": page(botLine("b1")),
      "GET /runs": page(runLine("r1", { state: "failed", is_dead: true, error: "The page is gone." })),
      "GET /approvals": page({
        id: "a1",
        run_id: "r2",
        bot_id: "b1",
        bot_name: "Watch the price",
        text: "Buy ten?",
        asked_at: AT,
        decision: null,
        comment: "",
        decided_by: null,
        decided_at: null,
      }),
    });
    const waiting = await screen.findByRole("region", { name: "Waiting for you" });
    expect(
      within(waiting)
        .getByRole("link", { name: /Buy ten/ })
        .getAttribute("href"),
    ).toBe("/bots/b1/runs/r2");
    expect(await within(waiting).findByText("The page is gone.")).toBeTruthy();
  });

  it("that is empty begins one from an example", async () => {
    const { user } = openStudio("/bots", { ...QUIET, "GET /bots": page() });
    await user.click(await screen.findByRole("button", { name: /new entries of/ }));
    const box = await screen.findByRole("textbox", { name: "What should happen by itself?" });
    await waitFor(() => expect((box as HTMLTextAreaElement).value).toContain("new entries of"));
  });

  it("takes back a removal", async () => {
    const { user, sent } = openStudio("/bots", {
      ...QUIET,
      "GET /bots": page(botLine("b1")),
      "DELETE /bots/b1": null,
      "POST /bots/b1/restore": botLine("b1"),
    });
    await user.click(await screen.findByRole("button", { name: "Watch the price, actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent("POST", "/bots/b1/restore")).toHaveLength(1));
  });

  it("offers to show all where nothing is like that, and what to do where it cannot be loaded", async () => {
    const { user, answer } = openStudio("/bots?status=paused", { ...QUIET, "GET /bots": page() });
    const all = await screen.findByRole("button", { name: "Show all bots" });
    answer({ "GET /bots": () => problem(409, "The list is being moved.") });
    await user.click(all);
    expect(await screen.findByText("The list is being moved.")).toBeTruthy();
    expect(screen.getByRole("button", { name: /again/i })).toBeTruthy();
  });

  it("offers nothing to change to whoever may only look", async () => {
    openStudio("/bots", {
      ...QUIET,
      "GET /auth/me": VIEWER,
      "GET /bots": page(botLine("b1", { may_edit: false })),
    });
    await screen.findByRole("link", { name: /Watch the price/ });
    expect(screen.queryByRole("link", { name: /New bot/ })).toBeNull();
    expect(screen.queryByRole("button", { name: /actions$/ })).toBeNull();
  });
});
