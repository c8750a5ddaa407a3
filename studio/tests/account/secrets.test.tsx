import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openStudio, problem, VIEWER } from "../sayso";

const KEY = { name: "WEATHER_KEY", hosts: ["api.example.com"], updated_at: "2026-11-20T10:00:00Z" };
const WALLS = {
  tier: "landlock",
  is_safe: false,
  walls: ["It sees no file but its own."],
  hint: "Install bubblewrap for stronger walls.",
};

const open = (answers = {}) =>
  openStudio("/account/secrets", { "GET /secrets": { items: [KEY] }, "GET /sandbox": WALLS, ...answers });

describe("secrets", () => {
  it("are listed by name and host beside the walls that code runs behind", async () => {
    const { problems } = open();
    expect(await screen.findByText("WEATHER_KEY")).toBeTruthy();
    expect(screen.getByText(/For api.example.com/)).toBeTruthy();
    expect(await screen.findByText("Not safe: Landlock")).toBeTruthy();
    expect(screen.getByText("Install bubblewrap for stronger walls.")).toBeTruthy();
    expect(await problems()).toEqual([]);
  });

  it("are added with the hosts that they are sent to; a refusal loses nothing", async () => {
    const refusal = () => problem(422, "localhost is no public host.");
    const { user, answer, sent } = open({ "PUT /secrets/MAIL_KEY": refusal });
    await user.click(await screen.findByRole("button", { name: "Add a secret" }));
    const add = () => screen.getByRole("button", { name: "Add secret" }) as HTMLButtonElement;
    await user.type(screen.getByLabelText("Name"), "MAIL_KEY");
    await user.type(screen.getByLabelText("Value"), "hunter2");
    expect(add().disabled).toBe(true);
    await user.type(
      screen.getByLabelText("Hosts that it is sent to, one to a line"),
      "mail.example.com{Enter}localhost",
    );
    await user.click(add());
    expect(await screen.findByText("localhost is no public host.")).toBeTruthy();
    expect((screen.getByLabelText("Value") as HTMLInputElement).value).toBe("hunter2");
    answer({ "PUT /secrets/MAIL_KEY": { ...KEY, name: "MAIL_KEY" } });
    await user.click(add());
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent("PUT", "/secrets/MAIL_KEY")[0]?.body).toEqual({
      value: "hunter2",
      hosts: ["mail.example.com", "localhost"],
    });
  });

  it("are looked at only by whoever may not change the agency", async () => {
    open({ "GET /auth/me": VIEWER });
    expect(await screen.findByText("WEATHER_KEY")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Add a secret|actions/ })).toBeNull();
  });
});
