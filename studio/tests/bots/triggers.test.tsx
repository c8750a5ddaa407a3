import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openStudio, problem } from "../sayso";
import { botLine, page, triggerLine } from "./fake";

const ADDRESS = "http://localhost/hooks/abc";
const TIMES = ["2026-11-24T07:00:00Z", "2026-11-25T07:00:00Z"];
const hook = triggerLine("t2", {
  kind: "webhook",
  spec: { kind: "webhook", signed: true, waits: false, key: "" },
  words: "when its address is called",
  has_address: true,
  next_at: null,
});

function open(more = {}) {
  return openStudio("/bots/b1/triggers", {
    "GET /bots/b1": botLine("b1", { triggers: [triggerLine("t1"), hook] }),
    "GET /bots": page(),
    "GET /timing": { words: "at 17:30, on Friday (UTC)", next: TIMES },
    ...more,
  });
}

describe("what sets a bot off", () => {
  it("is planned by choosing, with the cron expression, its words and the next times", async () => {
    const { user, sent, problems } = open({
      "POST /bots/b1/triggers": { ...triggerLine("t3"), address: null, secret: null },
    });
    await user.click(await screen.findByRole("button", { name: "Add a trigger" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "How often" }), "weekday");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "On" }), "Friday");
    expect(within(dialog).getByText("0 8 * * 5")).toBeTruthy();
    expect(await within(dialog).findByText("at 17:30, on Friday (UTC)")).toBeTruthy();
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(2);
    await waitFor(() => expect(sent("GET", "/timing").at(-1)?.query.get("cron")).toBe("0 8 * * 5"));
    expect(await problems()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Add it" }));
    expect(sent("POST", "/bots/b1/triggers")[0]?.body).toMatchObject({ spec: { kind: "cron", cron: "0 8 * * 5" } });
  });

  it("that the server cannot read says why, and stays as it was typed", async () => {
    const { user } = open({ "GET /timing": () => problem(400, "There is no 99th hour.") });
    await user.click(await screen.findByRole("button", { name: "Add a trigger" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "How often" }), "cron");
    const box = within(dialog).getByRole("textbox", { name: "Cron expression" });
    await user.clear(box);
    await user.type(box, "0 99 * * *");
    expect(await within(dialog).findByText(/There is no 99th hour/)).toBeTruthy();
    expect((box as HTMLInputElement).value).toBe("0 99 * * *");
  });

  it("shows a new address and its secret once, with a call to copy", async () => {
    const { user } = open({ "POST /bots/b1/triggers": { ...hook, address: ADDRESS, secret: "whs_once" } });
    await user.click(await screen.findByRole("button", { name: "Add a trigger" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "It runs" }), "webhook");
    await user.click(within(dialog).getByRole("button", { name: "Add it" }));
    const once = await screen.findByRole("dialog", { name: "The address is there" });
    expect((within(once).getByRole("textbox", { name: "Secret" }) as HTMLInputElement).value).toBe("whs_once");
    expect((within(once).getByRole("textbox", { name: "Address" }) as HTMLInputElement).value).toBe(ADDRESS);
    expect(within(once).getByText(/SECRET='whs_once'/)).toBeTruthy();
  });

  it("gets a new address after it was asked whether the one before may go", async () => {
    const { user, sent } = open({ "POST /triggers/t2/address": { address: ADDRESS } });
    await user.click(await screen.findByRole("button", { name: "Make a new address" }));
    const asked = await screen.findByRole("dialog", { name: "Make a new address?" });
    expect(sent("POST", "/triggers/t2/address")).toEqual([]);
    await user.click(within(asked).getByRole("button", { name: "Make a new address" }));
    const once = await screen.findByRole("dialog", { name: "The address is there" });
    expect((within(once).getByRole("textbox", { name: "Address" }) as HTMLInputElement).value).toBe(ADDRESS);
    expect(within(once).queryByRole("textbox", { name: "Secret" })).toBeNull();
  });

  it("gets its first address at once", async () => {
    const { user } = open({
      "GET /bots/b1": botLine("b1", { triggers: [{ ...hook, has_address: false }] }),
      "POST /triggers/t2/address": { address: ADDRESS },
    });
    expect(await screen.findByText("It has no address yet.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Make an address" }));
    expect(await screen.findByRole("dialog", { name: "The address is there" })).toBeTruthy();
  });

  it("is tried without its address or secret", async () => {
    const { user, sent } = open({ "POST /triggers/t2/calls": { run: "r1", repeated: false } });
    await user.click(await screen.findByRole("button", { name: "Send a test call" }));
    const dialog = await screen.findByRole("dialog", { name: "Send a test call" });
    await user.click(within(dialog).getByRole("button", { name: "Send" }));
    expect(await within(dialog).findByText("Taken: a run begins")).toBeTruthy();
    expect(sent("POST", "/triggers/t2/calls")[0]?.body).toEqual({ body: { name: "Ada" } });
  });

  it("is switched off and on, and a removal is taken back", async () => {
    const { user, sent } = open({
      "PATCH /triggers/t1": triggerLine("t1", { is_on: false }),
      "DELETE /triggers/t1": null,
      "POST /bots/b1/triggers": { ...triggerLine("t4"), address: null, secret: null },
    });
    await user.click(await screen.findByRole("switch", { name: /every weekday/ }));
    expect(sent("PATCH", "/triggers/t1")[0]?.body).toEqual({ is_on: false });
    await user.click(screen.getByRole("button", { name: /every weekday.*actions/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent("POST", "/bots/b1/triggers")).toHaveLength(1));
  });
});
