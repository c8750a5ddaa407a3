import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openSalon, rowsOf } from "./salon";

const FIRST = "/appointments?record=appointment:appointment-9";

describe("a record", () => {
  it("opens from its address with title, fields and next steps", async () => {
    const { problems } = await openSalon(FIRST);
    expect(await screen.findByRole("heading", { name: "Amelia Hart" })).toBeTruthy();
    const steps = await screen.findByRole("group", { name: "Next steps" });
    expect(
      within(steps)
        .getAllByRole("button")
        .map(({ textContent }) => textContent),
    ).toEqual(["Confirm", "Cancel"]);
    expect(await problems()).toEqual([]);
  });

  it("moves on and then says why a step is not possible yet", async () => {
    const { user, api } = await openSalon("/clients?record=appointment:appointment-39", { rows: 16 });
    await user.click(await screen.findByRole("button", { name: "Confirm" }));
    await waitFor(() => expect(rowsOf(api, "appointment")[15]?.status).toBe("confirmed"));
    const finish = await screen.findByRole("button", { name: "Finish" });
    expect(finish.getAttribute("aria-disabled")).toBe("true");
    expect(finish.getAttribute("aria-description")).toBe("This is not possible now: “Finish”.");
  });

  it("lists what belongs to it and adds to it in place", async () => {
    const { user } = await openSalon("/clients?record=client:client-8");
    const related = await screen.findByRole("region", { name: "Appointments" });
    expect(await within(related).findByRole("link")).toBeTruthy();
    await user.click(within(related).getByRole("button", { name: "Add appointment" }));
    const form = await screen.findByRole("form", { name: "New appointment" });
    await waitFor(() =>
      expect(within(form).getByRole("combobox", { name: /Client/ }).textContent).toContain("Amelia Hart"),
    );
  });

  it("tells its history in words", async () => {
    const { user } = await openSalon(FIRST, { rows: 3 });
    await user.click(await screen.findByRole("button", { name: "Confirm" }));
    await user.click(await screen.findByText("History"));
    const told = screen.getByText("History").closest("details") as HTMLElement;
    expect(await within(told).findByText("Confirmed")).toBeTruthy();
    expect(screen.getByText(/added this/)).toBeTruthy();
  });

  it("is deleted with a way back", async () => {
    const { user, api } = await openSalon(FIRST, { rows: 5 });
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await waitFor(() => expect(rowsOf(api, "appointment")).toHaveLength(4));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rowsOf(api, "appointment")).toHaveLength(5));
  });

  it("says when it is not there any more", async () => {
    await openSalon("/appointments?record=appointment:gone");
    expect(await screen.findByText("This record is not here any more")).toBeTruthy();
  });
});
