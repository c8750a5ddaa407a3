import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openSalon } from "./salon";

describe("a page that is older than the application", () => {
  it("says nothing while the application is the same", async () => {
    await openSalon("/clients", { rows: 3 });
    await screen.findByRole("table");
    expect(screen.queryByText("This application was changed")).toBeNull();
  });

  it("says so calmly, keeps what is typed, and offers to reload by keyboard too", async () => {
    const { user, api, problems } = await openSalon("/clients", { rows: 3 });
    const search = await screen.findByRole("searchbox");
    api.revision = "second";
    await user.type(search, "Ada");

    const notice = await screen.findByText("This application was changed");
    expect(notice.closest("[role=status]")).toBeTruthy();
    expect(search).toHaveProperty("value", "Ada");
    expect(document.activeElement).toBe(search);
    const reload = within(notice.closest("[role=status]") as HTMLElement).getByRole("button", { name: "Reload" });
    for (let steps = 0; steps < 200 && document.activeElement !== reload; steps += 1) await user.tab();
    await waitFor(() => expect(document.activeElement).toBe(reload));
    expect(await problems()).toEqual([]);
  });
});
