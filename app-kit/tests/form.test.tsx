import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { problem } from "../dev/data-api";
import { sampleApi } from "../dev/sample";
import type { Stored } from "../memory";
import { openSalon, rowsOf } from "./salon";

const newAppointment = async () => await screen.findByRole("form", { name: "New appointment" });

async function choose(user: Awaited<ReturnType<typeof openSalon>>["user"], label: RegExp, option: string) {
  await user.click(screen.getByRole("combobox", { name: label }));
  await user.click(await screen.findByRole("option", { name: option }));
}

describe("a form", () => {
  it("puts an error beside each field that is needed and focuses the first", async () => {
    const { user, api, problems } = await openSalon("/appointments?new=appointment");
    const form = await newAppointment();
    await user.click(within(form).getByRole("button", { name: "Book appointment" }));
    expect(await within(form).findByText("Choose a client", { selector: "p" })).toBeTruthy();
    expect(within(form).getByText("Enter a date and time")).toBeTruthy();
    expect(document.activeElement).toBe(within(form).getByRole("combobox", { name: /Client/ }));
    expect(api.calls.some(({ method }) => method === "POST")).toBe(false);
    expect(await problems()).toEqual([]);
  });

  it("reads a spoken date, creates the record, says so, and takes it back on undo", async () => {
    const { user, api } = await openSalon("/appointments?new=appointment", { rows: 5 });
    const form = await newAppointment();
    await choose(user, /Client/, "Ben Okafor");
    await choose(user, /Service/, "Colour");
    await choose(user, /Stylist/, "Zoe");
    await user.type(within(form).getByRole("textbox", { name: /Starts at/ }), "tomorrow 3pm");
    await user.tab();
    await waitFor(() =>
      expect(within(form).getByRole<HTMLInputElement>("textbox", { name: /Starts at/ }).value).toMatch(/15:00/),
    );
    await user.click(within(form).getByRole("button", { name: "Book appointment" }));
    expect(await screen.findByText("Appointment added")).toBeTruthy();
    const made = rowsOf(api, "appointment").at(-1);
    expect(made).toMatchObject({ notes: null });
    expect(String(made?.starts_at)).toMatch(/T15:00:00Z$/);
    await waitFor(() => expect(location.search).not.toContain("new="));
    await user.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rowsOf(api, "appointment")).toHaveLength(5));
  });

  it("says while it is filled in that a rule is broken", async () => {
    const { user } = await openSalon("/appointments?new=appointment", { rows: 3 });
    const form = await newAppointment();
    await user.type(within(form).getByRole("textbox", { name: /Starts at/ }), "1 January 2019");
    await user.tab();
    expect(await within(form).findByText("The salon opened in 2020.")).toBeTruthy();
  });

  it("creates a related record on the way", async () => {
    const { user, api } = await openSalon("/appointments?new=appointment", { rows: 3 });
    await newAppointment();
    await user.click(screen.getByRole("combobox", { name: /Client/ }));
    await user.type(await screen.findByPlaceholderText("Search…"), "Zelda");
    await user.click(await screen.findByRole("option", { name: "Add “Zelda”" }));
    const dialog = await screen.findByRole("dialog", { name: "New client" });
    await user.click(within(dialog).getByRole("button", { name: "Add client" }));
    await waitFor(() => expect(screen.getByRole("combobox", { name: /Client/ }).textContent).toContain("Zelda"));
    expect(rowsOf(api, "client").at(-1)).toMatchObject({ name: "Zelda" });
  });

  it("shows a broken rule where the person is and keeps what was typed", async () => {
    const api = sampleApi(3);
    const message = "This stylist already has an appointment at that time.";
    api.intercept = (method, path) =>
      method === "POST" && path === "/api/clients" ? problem(409, { code: "rule_violated", detail: message }) : null;
    const { user } = await openSalon("/clients?new=client", { api });
    const form = await screen.findByRole("form", { name: "New client" });
    await user.type(within(form).getByRole("textbox", { name: /Name/ }), "Ada");
    await user.click(within(form).getByRole("button", { name: "Add client" }));
    expect((await within(form).findByRole("alert")).textContent).toContain(message);
    expect(within(form).getByRole<HTMLInputElement>("textbox", { name: /Name/ }).value).toBe("Ada");
  });

  it("puts the server's field errors beside the fields", async () => {
    const api = sampleApi(3);
    api.intercept = (method) =>
      method === "POST"
        ? problem(409, {
            code: "not_unique",
            detail: "Taken",
            errors: [{ field: "email", message: "Another client has this email." }],
          })
        : null;
    const { user } = await openSalon("/clients?new=client", { api });
    const form = await screen.findByRole("form", { name: "New client" });
    await user.type(within(form).getByRole("textbox", { name: /Name/ }), "Ada");
    await user.type(within(form).getByRole("textbox", { name: /Email/ }), "a@example.com");
    await user.click(within(form).getByRole("button", { name: "Add client" }));
    expect(await within(form).findByText("Another client has this email.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(within(form).getByRole("textbox", { name: /Email/ })));
  });

  it("says what somebody else changed meanwhile and saves over it when asked to", async () => {
    const { user, api } = await openSalon("/clients?record=client:client-8&edit=1", { rows: 3 });
    const form = await screen.findByRole("form", { name: "Edit client" });
    const row = api.tables.get("client")?.[0] as Stored;
    await user.type(within(form).getByRole("textbox", { name: /Colour notes/ }), "!");
    api.store.change(row, { mobile: "999", version: 2 });
    await user.click(within(form).getByRole("button", { name: "Save changes" }));
    const notice = await within(form).findByRole("alert");
    expect(notice.textContent).toContain("Mobile: empty → 999");
    await user.click(within(notice).getByRole("button", { name: "Save my changes too" }));
    await screen.findByText("Changes saved");
    expect(row).toMatchObject({ mobile: "999", version: 3 });
    expect(String(row.colour_notes)).toMatch(/!$/);
  });

  it("asks before what was typed is lost", async () => {
    const { user } = await openSalon("/clients?new=client", { rows: 3 });
    const form = await screen.findByRole("form", { name: "New client" });
    await user.type(within(form).getByRole("textbox", { name: /Name/ }), "Ada");
    await user.click(within(form).getByRole("button", { name: "Cancel" }));
    const dialog = await screen.findByRole("dialog", { name: "Leave without saving?" });
    await user.click(within(dialog).getByRole("button", { name: "Keep editing" }));
    expect(within(form).getByRole<HTMLInputElement>("textbox", { name: /Name/ }).value).toBe("Ada");
    await user.click(within(form).getByRole("button", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Discard" }));
    await waitFor(() => expect(location.search).not.toContain("new="));
  });
});
