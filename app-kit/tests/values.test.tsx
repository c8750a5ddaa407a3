import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openSalon, rowsOf } from "./salon";

async function newService() {
  const opened = await openSalon("/services", { rows: 2 });
  await opened.user.click((await screen.findAllByRole("button", { name: /^(New|Add) service/i }))[0] as HTMLElement);
  const form = await screen.findByRole("dialog");
  await opened.user.type(within(form).getByLabelText(/^Name/), "Pin curls");
  return { ...opened, form };
}

describe("a number that can be read two ways", () => {
  it("is asked under the field, and nothing is saved before the answer", async () => {
    const { user, api, form } = await newService();
    const price = within(form).getByLabelText(/^Price/);
    const before = rowsOf(api, "service").length;
    await user.type(price, "4,5");
    await user.tab();
    const ways = await within(form).findByRole("group", { name: "Which one is 4,5?" });
    expect(
      within(ways)
        .getAllByRole("button")
        .map((button) => button.textContent),
    ).toEqual(["4.5", "45"]);
    expect(price.getAttribute("aria-invalid")).toBe("true");
    const described = price.getAttribute("aria-describedby")?.split(" ")[0] ?? "";
    expect(document.getElementById(described)?.textContent).toContain("4,5");
    price.focus();
    await user.keyboard("{Enter}");
    expect(await within(form).findByText(/nothing was saved/)).toBeTruthy();
    expect(rowsOf(api, "service")).toHaveLength(before);

    await user.click(within(ways).getByRole("button", { name: "4.5" }));
    expect(within(form).queryByRole("group", { name: /Which one/ })).toBeNull();
    expect(document.activeElement).toBe(price);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(rowsOf(api, "service")).toHaveLength(before + 1));
    expect(rowsOf(api, "service").at(-1)).toMatchObject({ price: 4.5 });
  });

  it("says why a text is no amount here", async () => {
    const { user, form } = await newService();
    const price = within(form).getByLabelText(/^Price/);
    await user.type(price, "12 JPY");
    await user.tab();
    expect((await within(form).findByRole("alert")).textContent).toMatch(/is in JPY, but amounts here are in/i);
  });
});

describe("an import", () => {
  it("shows where each column goes and what is left out, to be changed by hand", async () => {
    const { user, api } = await openSalon("/clients", { rows: 3 });
    await user.click(await screen.findByRole("button", { name: "Import and export" }));
    await user.click(await screen.findByRole("menuitem", { name: "Import from a file" }));
    const dialog = await screen.findByRole("dialog", { name: "Import clients" });
    const text = "Name,Cell,Shoe size\nGrace,077 123,38\n";
    await user.upload(
      within(dialog).getByLabelText(/Choose a CSV or Excel file/),
      new File([text], "clients.csv", { type: "text/csv" }),
    );
    expect(await within(dialog).findByText("2 of 3 columns are left out")).toBeTruthy();
    expect(within(dialog).getByText("077 123")).toBeTruthy();
    await user.selectOptions(within(dialog).getByLabelText("Where Cell goes"), "Mobile");
    expect(await within(dialog).findByText("1 of 3 columns is left out")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Add 1 client" }));
    await waitFor(() => expect(rowsOf(api, "client").at(-1)).toMatchObject({ name: "Grace" }));
    expect(Object.values(rowsOf(api, "client").at(-1) ?? {})).toContain("077 123");
  });
});
