import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Grid, Page, Slot } from "../src";
import { axe } from "./axe";

const hall = { isBroken: true };

function SeatingPlan() {
  if (hall.isBroken) throw new Error("no hall");
  return <p>Rows of seats</p>;
}

describe("a component that breaks", () => {
  beforeEach(() => {
    hall.isBroken = true;
    vi.spyOn(console, "error").mockImplementation(() => undefined);
  });
  afterEach(() => vi.restoreAllMocks());

  const open = () =>
    render(
      <Page>
        <Slot>
          <p>Guests</p>
        </Slot>
        <Slot>
          <Grid>
            <Slot>
              <SeatingPlan />
            </Slot>
            <Slot>
              <button type="button">Add a guest</button>
            </Slot>
          </Grid>
        </Slot>
      </Page>,
    );

  it("leaves the rest of the page, and says in plain words that it could not be shown", async () => {
    const { container } = open();
    expect(screen.getByRole("alert").textContent).toContain("This part could not be shown");
    expect(screen.getByRole("alert").textContent).not.toContain("no hall");
    expect(screen.getByText("Guests")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Add a guest" })).toBeTruthy();
    expect(await axe(container)).toEqual([]);
  });

  it("is shown again when a person asks for it", async () => {
    open();
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Show it again" }));
    expect(screen.getByRole("alert")).toBeTruthy();
    hall.isBroken = false;
    await user.click(screen.getByRole("button", { name: "Show it again" }));
    expect(screen.getByText("Rows of seats")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
