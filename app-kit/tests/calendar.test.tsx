import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { MemoryApi, problem } from "../dev/data-api";
import { appointment, client, service, stylist } from "../dev/salon";
import { openSalon, rowsOf } from "./salon";

/** A salon with one appointment on Tuesday 12 January 2027 from 10:00 to 10:45. */
function oneAppointment(): MemoryApi {
  const api = new MemoryApi([client, stylist, service, appointment]);
  const ada = api.add(client, { name: "Ada Lovelace" });
  api.add(appointment, {
    client_id: ada.id,
    starts_at: "2027-01-12T10:00:00.000Z",
    ends_at: "2027-01-12T10:45:00.000Z",
    status: "booked",
  });
  return api;
}
const at = (view: string) => `/appointments?tab=Calendar&appointment:view=${view}&appointment:day=2027-01-12`;
const entry = async () => await screen.findByRole("link", { name: /Ada Lovelace/ });

describe("a calendar", () => {
  it.each(["month", "week", "agenda"])(
    "shows the %s without objection from a checker of accessibility",
    async (view) => {
      const { problems } = await openSalon(at(view), { api: oneAppointment() });
      await entry();
      expect(screen.getByRole("region", { name: "Calendar of appointments" }).textContent).toContain("10:00");
      expect(await problems()).toEqual([]);
    },
  );

  it("asks for the days on screen only, and for what reaches into them", async () => {
    const { api } = await openSalon(at("week"), { api: oneAppointment() });
    await entry();
    const asked = api.calls.filter(({ path }) => path === "/api/appointments").map(({ query }) => query);
    expect(asked.some((query) => query.get("filter[starts_at][between]") === "2027-01-11,2027-01-17")).toBe(true);
    expect(asked.some((query) => query.get("filter[ends_at][gte]") === "2027-01-11")).toBe(true);
  });

  it("says in words what the colours mean", async () => {
    await openSalon(at("week"), { api: oneAppointment() });
    expect((await screen.findByRole("list", { name: "Colours: Status" })).textContent).toContain("No-show");
  });

  it("moves an entry by Shift and the arrow keys, saved once, with Undo", async () => {
    const { user, api } = await openSalon(at("week"), { api: oneAppointment() });
    (await entry()).focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    (await entry()).focus();
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await waitFor(() => expect(rowsOf(api, "appointment")[0]?.starts_at).toBe("2027-01-12T10:30:00.000Z"));
    const patches = api.calls.filter(({ method }) => method === "PATCH");
    expect(patches.map(({ body }) => body)).toEqual([{ starts_at: "2027-01-12T10:30:00.000Z" }]);
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rowsOf(api, "appointment")[0]?.starts_at).toBe("2027-01-12T10:00:00.000Z"));
  });

  it("says at once when a time is taken, and puts the entry back", async () => {
    const { user, api } = await openSalon(at("week"), { api: oneAppointment() });
    (await entry()).focus();
    api.intercept = (method) =>
      method === "PATCH" ? problem(409, { code: "rule_violated", detail: "Priya has another client then." }) : null;
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(await screen.findByText("Priya has another client then.")).toBeTruthy();
    expect((await entry()).textContent).toContain("10:00");
  });

  it("opens the form of a new entry with the start filled in", async () => {
    const { user } = await openSalon(at("month"), { api: oneAppointment() });
    await entry();
    await user.click(screen.getByRole("button", { name: /14 Jan 2027, 0 appointments/ }));
    expect(location.search).toContain("new=appointment");
    expect(location.search).toContain("2027-01-14T09:00");
    expect(await screen.findByRole("button", { name: "Book appointment" })).toBeTruthy();
  });

  it("goes to other days by key and back to today", async () => {
    await openSalon(at("month"), { api: oneAppointment() });
    (await entry()).focus();
    fireEvent.keyDown(await entry(), { key: "PageDown" });
    expect(await screen.findByRole("heading", { name: "February 2027" })).toBeTruthy();
    fireEvent.keyDown(screen.getByRole("button", { name: "Today" }), { key: "t" });
    await waitFor(() => expect(location.search).not.toContain("appointment:day"));
  });

  it("says that nothing happens in empty days", async () => {
    await openSalon("/appointments?tab=Calendar&appointment:view=agenda&appointment:day=2030-01-01", { rows: 3 });
    expect(await screen.findByText("No appointments in these days")).toBeTruthy();
  });
});
