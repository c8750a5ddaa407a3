import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openStudio, problem } from "../sayso";
import { botLine, page, triggerLine } from "./fake";

const TIMES = ["2026-11-24T07:00:00Z", "2026-11-25T07:00:00Z"];
const hook = triggerLine("t2", {
  kind: "webhook",
  spec: { kind: "webhook", signed: true, waits: false, key: "" },
  words: "when its address is called",
  address: "http://localhost/hooks/abc",
  next_at: null,
});

function open(more = {}) {
  return openStudio("/bots/b1/triggers", {
    "GET /bots/b1": botLine("b1", { triggers: [triggerLine("t1"), hook] }),
    "GET /bots": page(),
    "GET /timing": { words: "at 17:30 on Fridays (UTC)", next: TIMES },
    ...more,
  });
}

describe("what sets a bot off", () => {
  it("is planned by choosing, with the cron expression, its words and the next times", async () => {
    const { user, sent, problems } = open({ "POST /bots/b1/triggers": { ...triggerLine("t3"), secret: null } });
    await user.click(await screen.findByRole("button", { name: "Add a trigger" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "How often" }), "weekday");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "On" }), "Friday");
    expect(within(dialog).getByText("0 8 * * 5")).toBeTruthy();
    expect(await within(dialog).findByText("at 17:30 on Fridays (UTC)")).toBeTruthy();
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

  it("shows the secret of a new address once, with a call to copy", async () => {
    const { user } = open({ "POST /bots/b1/triggers": { ...hook, secret: "whs_once" } });
    await user.click(await screen.findByRole("button", { name: "Add a trigger" }));
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "It runs" }), "webhook");
    await user.click(within(dialog).getByRole("button", { name: "Add it" }));
    const once = await screen.findByRole("dialog", { name: "The address is there" });
    expect((within(once).getByRole("textbox", { name: "Secret" }) as HTMLInputElement).value).toBe("whs_once");
    expect(within(once).getByText(/SECRET='whs_once'/)).toBeTruthy();
  });

  it("is switched off and on, and a removal is taken back", async () => {
    const { user, sent } = open({
      "PATCH /triggers/t1": triggerLine("t1", { is_on: false }),
      "DELETE /triggers/t1": null,
      "POST /bots/b1/triggers": { ...triggerLine("t4"), secret: null },
    });
    await user.click(await screen.findByRole("switch", { name: /every weekday/ }));
    expect(sent("PATCH", "/triggers/t1")[0]?.body).toEqual({ is_on: false });
    await user.click(screen.getByRole("button", { name: /every weekday.*actions/ }));
    await user.click(await screen.findByRole("menuitem", { name: "Remove" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(sent("POST", "/bots/b1/triggers")).toHaveLength(1));
  });
});
