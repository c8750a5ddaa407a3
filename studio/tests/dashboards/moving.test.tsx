import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DashboardLine } from "../../src/dashboards/types";
import { openStudio, problem } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { blockLine, dashboardOf } from "./fake";

beforeEach(() => {
  window.innerWidth = 1440;
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
});

const line = (id: string, name: string, may_edit = true): DashboardLine => ({
  id,
  name,
  may_edit,
  blocks: 0,
  owner: null,
  visibility: "private",
  created_at: "2026-11-22T10:00:00Z",
  updated_at: "2026-11-22T10:00:00Z",
});

async function ask(lines: readonly DashboardLine[], answers = {}) {
  const block = blockLine("b1");
  const studio = openStudio("/dashboards/d1", {
    "GET /dashboards/d1": dashboardOf([block]),
    "GET /dashboards": { items: lines, next_cursor: null },
    "GET /blocks/b1": block,
    ...answers,
  });
  await studio.user.click(await screen.findByRole("button", { name: "Cities b1, actions" }));
  await studio.user.click(await screen.findByRole("menuitem", { name: "Move to another dashboard…" }));
  return { ...studio, dialog: within(await screen.findByRole("dialog")) };
}

describe("moving a block to another dashboard", () => {
  it("offers those that one may change, and can be taken back", async () => {
    const lines = [line("d1", "Today"), line("d2", "Sales"), line("d3", "Of others", false)];
    const { user, dialog, sent, answer, problems } = await ask(lines, {
      "PATCH /blocks/b1": blockLine("b1", { dashboard_id: "d2" }),
    });
    await user.click(await dialog.findByRole("combobox"));
    expect(screen.getAllByRole("option").map((one) => one.textContent)).toEqual(["Sales"]);
    await user.click(screen.getByRole("option", { name: "Sales" }));
    expect(await problems()).toEqual([]);
    answer({ "GET /dashboards/d1": dashboardOf([]) });
    await user.click(dialog.getByRole("button", { name: "Move it" }));
    await waitFor(() => expect(screen.queryByRole("article")).toBeNull());
    expect(sent("PATCH", "/blocks/b1")[0]?.body).toEqual({ dashboard_id: "d2", confirm: false });
    expect(await screen.findByText("“Cities b1” is on “Sales” now.")).toBeTruthy();
    answer({ "GET /dashboards/d1": dashboardOf([blockLine("b1")]), "PATCH /blocks/b1": blockLine("b1") });
    await user.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("article", { name: "Cities b1" })).toBeTruthy();
    expect(sent("PATCH", "/blocks/b1")[1]?.body).toMatchObject({ dashboard_id: "d1" });
  });

  it("says who would then see rows of applications, and moves it only after a second press", async () => {
    const refusal = () =>
      problem(409, "Everybody in Acme would see rows of Bike shop.", {
        code: "rights_not_confirmed",
        hint: "Confirm it if these people may see that.",
      });
    const { user, dialog, sent, answer } = await ask([line("d2", "Sales")], { "PATCH /blocks/b1": refusal });
    await user.click(await dialog.findByRole("combobox"));
    await user.click(screen.getByRole("option", { name: "Sales" }));
    await user.click(dialog.getByRole("button", { name: "Move it" }));
    expect(await dialog.findByText("Everybody in Acme would see rows of Bike shop.")).toBeTruthy();
    answer({ "PATCH /blocks/b1": blockLine("b1", { dashboard_id: "d2" }) });
    await user.click(dialog.getByRole("button", { name: "Move it all the same" }));
    await waitFor(() => expect(sent("PATCH", "/blocks/b1")).toHaveLength(2));
    expect(sent("PATCH", "/blocks/b1")[1]?.body).toEqual({ dashboard_id: "d2", confirm: true });
  });

  it("says so where there is no other dashboard", async () => {
    const { dialog } = await ask([line("d1", "Today")]);
    expect(await dialog.findByText("There is no other dashboard that you may change")).toBeTruthy();
    expect((dialog.getByRole("button", { name: "Move it" }) as HTMLButtonElement).disabled).toBe(true);
  });
});
