import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { salon } from "../dev/salon";
import { Page, Tab, Tabs } from "../src";
import { openSalon } from "./salon";

function Plans() {
  return (
    <Page>
      <Tabs>
        <Tab label="Next week">Seven days</Tab>
        <Tab label="Last month">Thirty days</Tab>
      </Tabs>
    </Page>
  );
}

const plans = { name: "plans", title: "Plans", path: "/plans", icon: "calendar", component: Plans };
const open = () => openSalon("/plans", { app: { ...salon, pages: [...salon.pages, plans], navigation: undefined } });

describe("tabs", () => {
  it("point at what they show although their labels have blanks", async () => {
    const { problems } = await open();
    const tab = await screen.findByRole("tab", { name: "Next week" });
    expect(document.getElementById(tab.getAttribute("aria-controls") ?? "")?.textContent).toBe("Seven days");
    expect(await problems()).toEqual([]);
  });

  it("keep the open one in the address", async () => {
    const { user } = await open();
    await user.click(await screen.findByRole("tab", { name: "Last month" }));
    expect((await screen.findByRole("tabpanel")).textContent).toBe("Thirty days");
    expect(new URLSearchParams(location.search).get("tab")).toBe("Last month");
    await user.click(screen.getByRole("tab", { name: "Next week" }));
    expect(new URLSearchParams(location.search).get("tab")).toBeNull();
  });
});
