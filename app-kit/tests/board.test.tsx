import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { problem } from "../dev/data-api";
import { sampleApi } from "../dev/sample";
import { openSalon, rowsOf } from "./salon";

const column = async (name: string) => await screen.findByRole("region", { name });
const cardIn = async (name: string, title: string) =>
  await within(await column(name)).findByRole("link", { name: title });
const statusOf = (api: Parameters<typeof rowsOf>[0], index: number) => rowsOf(api, "appointment")[index]?.status;

describe("a board", () => {
  it("has a column for each state, with count and sum beyond what is loaded", async () => {
    await openSalon("/appointments?tab=Board", { rows: 400 });
    const booked = await column("Booked");
    expect(booked.textContent).toContain("80");
    expect(booked.textContent).toContain("£6,110.00");
    await waitFor(() => expect(within(booked).getAllByRole("listitem")).toHaveLength(51));
    expect(within(booked).getByRole("button", { name: "Show more" })).toBeTruthy();
  });

  it("has nothing that a checker of accessibility objects to", async () => {
    const { problems } = await openSalon("/appointments?tab=Board", { rows: 5 });
    await cardIn("Booked", "Amelia Hart");
    expect(await problems()).toEqual([]);
  });

  it("moves a card by keyboard into a column that the flow leads to", async () => {
    const { user, api } = await openSalon("/appointments?tab=Board", { rows: 5 });
    await cardIn("Booked", "Amelia Hart");
    screen.getByRole("button", { name: "Move Amelia Hart" }).focus();
    await user.keyboard("[Space]");
    await screen.findByText("Picked up Amelia Hart.");
    await user.keyboard("[ArrowRight]");
    await screen.findByText("Over Confirmed. Press Space to drop it here.");
    await user.keyboard("[Space]");
    await waitFor(() => expect(statusOf(api, 0)).toBe("confirmed"));
    expect(api.calls.some(({ path }) => path.endsWith("/transitions/confirm"))).toBe(true);
    await cardIn("Confirmed", "Amelia Hart");
  });

  it("refuses a drop that the flow does not lead to and says why", async () => {
    const { user, api } = await openSalon("/appointments?tab=Board", { rows: 5 });
    await cardIn("Done", "Chloé Dubois");
    screen.getByRole("button", { name: "Move Chloé Dubois" }).focus();
    await user.keyboard("[Space]");
    await screen.findByText("Picked up Chloé Dubois.");
    await user.keyboard("[ArrowLeft][ArrowLeft]");
    expect(
      (await screen.findAllByText("An appointment that is done cannot go back to booked.")).length,
    ).toBeGreaterThan(0);
    await user.keyboard("[Space]");
    await waitFor(() => expect(screen.queryByText("Picked up Chloé Dubois.")).toBeNull());
    expect(statusOf(api, 2)).toBe("done");
    expect(api.calls.some(({ method }) => method === "POST")).toBe(false);
  });

  it("offers the same steps in a menu, and those only", async () => {
    const { user } = await openSalon("/appointments?tab=Board", { rows: 5 });
    await cardIn("Confirmed", "Ben Okafor");
    await user.click(screen.getByRole("button", { name: "Steps for Ben Okafor" }));
    const items = (await screen.findAllByRole("menuitem")).map(({ textContent }) => textContent);
    expect(items).toEqual(["FinishDone", "CancelCancelled", "Mark as no-showNo-show"]);
  });

  it("leaves steps to the roles that may take them", async () => {
    const api = sampleApi(5);
    api.session = { ...api.session, role: { name: "stylist", label: "Stylist" } };
    const { user } = await openSalon("/appointments?tab=Board", { api });
    await cardIn("Confirmed", "Ben Okafor");
    await user.click(screen.getByRole("button", { name: "Steps for Ben Okafor" }));
    expect(await screen.findByRole("menuitem", { name: /Finish/ })).toBeTruthy();
    expect(screen.queryByRole("menuitem", { name: /no-show/ })).toBeNull();
  });

  it("says what belongs on an empty board and offers to add it", async () => {
    await openSalon("/appointments?tab=Board", { rows: 0 });
    expect(await screen.findByText("No appointments yet")).toBeTruthy();
  });

  it("puts a card back and passes on the reason when the server refuses", async () => {
    const { user, api } = await openSalon("/appointments?tab=Board", { rows: 5 });
    await cardIn("Confirmed", "Ben Okafor");
    api.intercept = (method, path) =>
      method === "POST" && path.endsWith("/transitions/finish")
        ? problem(409, { code: "transition_refused", detail: "It has not started yet." })
        : null;
    await user.click(screen.getByRole("button", { name: "Steps for Ben Okafor" }));
    await user.click(await screen.findByRole("menuitem", { name: /Finish/ }));
    expect(await screen.findByText("It has not started yet.")).toBeTruthy();
    await cardIn("Confirmed", "Ben Okafor");
  });

  it("moves cards between related records, and back with Undo", async () => {
    const { user, api } = await openSalon("/appointments?tab=By+stylist", { rows: 5 });
    await cardIn("Zoe", "Amelia Hart");
    const before = rowsOf(api, "appointment")[0]?.stylist_id;
    await user.click(screen.getByRole("button", { name: "Steps for Amelia Hart" }));
    await user.click(await screen.findByRole("menuitem", { name: "Priya" }));
    await cardIn("Priya", "Amelia Hart");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rowsOf(api, "appointment")[0]?.stylist_id).toBe(before));
    await cardIn("Zoe", "Amelia Hart");
  });

  it("follows the page's filters and leaves out the columns they exclude", async () => {
    await openSalon("/appointments?tab=Board&appointment.status=booked", { rows: 5 });
    await cardIn("Booked", "Amelia Hart");
    expect(screen.queryByRole("region", { name: "Confirmed" })).toBeNull();
  });
});
