import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { problem } from "../dev/data-api";
import { sampleApi } from "../dev/sample";
import { openSalon, rowsOf } from "./salon";

const table = async () => await screen.findByRole("table");

describe("a table", () => {
  it("shows related names, states, money and relative dates, and never an id", async () => {
    await openSalon("/appointments");
    await screen.findByRole("link", { name: /Amelia Hart 20/ });
    const text = (await table()).textContent ?? "";
    expect(text).toContain("Cut and finish");
    expect(text).toContain("Booked");
    expect(text).toContain("£160.00");
    expect(text).toMatch(/Tomorrow|Today|Yesterday/);
    expect(text).not.toMatch(/client-\d|service-\d/);
  });

  it("has nothing that a checker of accessibility objects to", async () => {
    const { problems } = await openSalon("/clients");
    await screen.findByRole("link", { name: "Ben Okafor" });
    expect(await problems()).toEqual([]);
  });

  it("keeps search, filters, order and page in the address and reads them back", async () => {
    const { user, api } = await openSalon("/clients?client.hair_type=wavy");
    expect(await screen.findByText("Hair type is")).toBeTruthy();
    await user.type(screen.getByRole("searchbox"), "Ben");
    await waitFor(() => expect(location.search).toContain("client:q=Ben"));
    await user.click(screen.getByRole("button", { name: "Name" }));
    await waitFor(() => expect(location.search).toContain("client:sort=name"));
    const last = api.calls.filter(({ path }) => path === "/api/clients").at(-1)?.query;
    expect(last?.get("filter[hair_type]")).toBe("wavy");
    expect(last?.get("q")).toBe("Ben");
    expect(last?.get("sort")).toBe("name");
  });

  it("orders a relation by the title of what it points at", async () => {
    const { user, api } = await openSalon("/appointments");
    await screen.findByRole("link", { name: /Amelia Hart 20/ });
    await user.click(within(await table()).getByRole("button", { name: "Stylist" }));
    await waitFor(() => expect(api.calls.some(({ query }) => query.get("sort") === "stylist.name")).toBe(true));
  });

  it("goes to the next page and says which rows of how many are shown", async () => {
    const { user } = await openSalon("/clients");
    expect(await screen.findByText("1–20 of 25")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByText("21–25 of 25")).toBeTruthy();
    expect(location.search).toContain("client:page=2");
  });

  it("moves between rows with the arrow keys and opens one with Enter", async () => {
    const { user } = await openSalon("/clients");
    const first = await screen.findByRole("link", { name: "Amelia Hart" });
    first.focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement?.textContent).toContain("Ben Okafor");
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Ben Okafor" })).toBeTruthy();
  });

  it("says what belongs into an empty list and offers the first step", async () => {
    await openSalon("/clients", { rows: 0 });
    expect(await screen.findByText("No clients yet")).toBeTruthy();
    expect(screen.getByText("People who come to the salon.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Import from a file" })).toBeTruthy();
  });

  it("offers to clear conditions that nothing meets", async () => {
    const { user } = await openSalon("/clients?client:q=nobody-of-this-name");
    await user.click(await screen.findByRole("button", { name: "Clear search and filters" }));
    expect(await screen.findByRole("link", { name: "Ben Okafor" })).toBeTruthy();
  });

  it("says that loading failed and tries again", async () => {
    const api = sampleApi(3);
    api.intercept = (_, path) =>
      path === "/api/clients" ? problem(403, { detail: "You may not see clients." }) : null;
    const { user } = await openSalon("/clients", { api });
    expect(await screen.findByText("You may not see clients.")).toBeTruthy();
    api.intercept = null;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("link", { name: "Ben Okafor" })).toBeTruthy();
  });

  it("deletes the selected rows and brings them back on undo", async () => {
    const { user, api } = await openSalon("/clients", { rows: 4 });
    await user.click(await screen.findByRole("checkbox", { name: "Select Ben Okafor" }));
    const bar = await screen.findByRole("region", { name: "Selection" });
    expect(within(bar).getByText("1 client selected")).toBeTruthy();
    await user.click(within(bar).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(rowsOf(api, "client")).toHaveLength(3));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rowsOf(api, "client")).toHaveLength(4));
  });

  it("edits a cell in place and saves when it is left", async () => {
    const { user, api } = await openSalon("/clients", { rows: 4 });
    await user.click(await screen.findByRole("button", { name: /^Edit Mobile of Ben Okafor:/ }));
    const input = screen.getByRole("textbox", { name: "Mobile of Ben Okafor" });
    await user.clear(input);
    await user.type(input, "0123{Enter}");
    await waitFor(() => expect(rowsOf(api, "client").find(({ name }) => name === "Ben Okafor")?.mobile).toBe("0123"));
  });

  it("keeps filters under a name and brings them back", async () => {
    const { user } = await openSalon("/clients?client.hair_type=wavy", { rows: 8 });
    await user.click(await screen.findByRole("button", { name: "Saved views" }));
    await user.type(screen.getByRole("textbox", { name: "Name of the view" }), "Wavy hair{Enter}");
    await user.click(await screen.findByRole("button", { name: "Clear" }));
    await waitFor(() => expect(location.search).not.toContain("hair_type"));
    await user.click(screen.getByRole("button", { name: "Saved views" }));
    await user.click(screen.getByRole("button", { name: "Wavy hair" }));
    await waitFor(() => expect(location.search).toContain("client.hair_type=wavy"));
  });

  it("tries an import first and names the rows that cannot be added", async () => {
    const { user } = await openSalon("/clients", { rows: 3 });
    await user.click(await screen.findByRole("button", { name: "Import and export" }));
    await user.click(await screen.findByRole("menuitem", { name: "Import from a file" }));
    const dialog = await screen.findByRole("dialog", { name: "Import clients" });
    await user.upload(
      within(dialog).getByLabelText(/Choose a CSV or Excel file/),
      new File(["Name,Mobile\nAda,1\n,2\nGrace,3\n"], "clients.csv", { type: "text/csv" }),
    );
    expect(await within(dialog).findByText("This is needed")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Add 2 clients" }));
    expect(await screen.findByText("2 clients added")).toBeTruthy();
  });

  it("keeps the choice of columns", async () => {
    const { user } = await openSalon("/clients", { rows: 4 });
    await user.click(await screen.findByRole("button", { name: "Columns" }));
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Email" }));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("columnheader", { name: "Email" })).toBeNull());
    expect(Object.keys(localStorage).some((key) => key.startsWith("sayso.columns.salon.client"))).toBe(true);
  });
});
