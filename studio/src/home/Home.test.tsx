import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { ME, moduleLine, openStudio, problem, sessionLine, VIEWER } from "../../tests/sayso";

const box = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "What do you need?" });
const begun = { session: sessionLine("s1", "Bikes"), message: null, turn: null };

describe("the box on the home screen", () => {
  it("begins a session with what was said and goes there at once", async () => {
    const { user, sent, problems } = openStudio("/", { "POST /sessions": begun });
    await user.type(await box(), "A list of bikes{Shift>}{Enter}{/Shift}with prices");
    expect(await problems()).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(location.pathname).toBe("/sessions/s1"));
    expect(sent("POST", "/sessions")[0]?.body).toMatchObject({ text: "A list of bikes\nwith prices" });
    expect(localStorage.getItem("sayso.home.draft")).toBeNull();
  });

  it("keeps the text when that fails, and says why beside it", async () => {
    const refused = problem(429, "Too many at once.", { hint: "Try again in 20 seconds." });
    const { user, answer } = openStudio("/", { "POST /sessions": refused });
    await user.type(await box(), "A list of bikes{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Too many at once.")).toBeTruthy();
    expect(screen.getByText("Try again in 20 seconds.")).toBeTruthy();
    expect((await box()).value).toBe("A list of bikes");
    answer({ "POST /sessions": begun });
    await user.click(screen.getByRole("button", { name: "Build it" }));
    await waitFor(() => expect(location.pathname).toBe("/sessions/s1"));
  });

  it("keeps the text when the connection is lost", async () => {
    const { user, connect } = openStudio("/");
    await user.type(await box(), "A list of bikes");
    connect(false);
    await user.keyboard("{Enter}");
    expect(await screen.findByText("The connection to the server was lost.")).toBeTruthy();
    expect((await box()).value).toBe("A list of bikes");
  });

  it("still has what was being written after a reload", async () => {
    const { user, view } = openStudio("/");
    await user.type(await box(), "Half a thou");
    view.unmount();
    openStudio("/");
    expect((await box()).value).toBe("Half a thou");
  });

  it("sends nothing where nothing is written", async () => {
    const { user, calls } = openStudio("/");
    await user.type(await box(), "   {Enter}");
    expect(calls.some(({ method }) => method === "POST")).toBe(false);
  });

  it("is filled by an example, which gives back what it replaced", async () => {
    const { user } = openStudio("/");
    await user.type(await box(), "My own words");
    await user.click(screen.getByRole("button", { name: "Hair salon" }));
    expect((await box()).value).toMatch(/^A hair salon/);
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect((await box()).value).toBe("My own words");
  });
});

describe("what is below the box", () => {
  it("says what happens next to somebody who has built nothing yet", async () => {
    openStudio("/");
    expect(await screen.findByText(/nobody else sees it until you publish/)).toBeTruthy();
  });

  it("shows recent sessions and modules in words, with the ways to them", async () => {
    const { problems } = openStudio("/", {
      "GET /sessions": { items: [sessionLine("s1", "Bikes", { status: "failed" })], next_cursor: null },
      "GET /modules": {
        items: [
          moduleLine("salon", "Salon"),
          moduleLine("old", "Old", { status: "archived" }),
          moduleLine("try", "Salon, tried", { is_preview: true }),
        ],
        next_cursor: null,
      },
    });
    const recent = await screen.findByRole("region", { name: "Recent sessions" });
    const link = await within(recent).findByRole("link", { name: "Bikes" });
    expect(link.getAttribute("href")).toBe("/sessions/s1");
    expect(within(recent).getByText("Failed")).toBeTruthy();
    expect(within(recent).getByText("5 minutes ago")).toBeTruthy();
    const modules = await screen.findByRole("region", { name: "Modules" });
    const opened = await within(modules).findByRole("link", { name: "Open Salon in a new tab" });
    expect(opened.getAttribute("href")).toBe("/signin?module=salon");
    expect(within(modules).getByText("Archived")).toBeTruthy();
    expect(within(modules).queryByRole("link", { name: "Open Old in a new tab" })).toBeNull();
    expect(within(modules).queryByText("Salon, tried")).toBeNull();
    expect(await problems()).toEqual([]);
  });

  it("shows applications of other agencies that somebody was given", async () => {
    const given = {
      id: "m1",
      slug: "rota",
      name: "Rota",
      version: "1.0.0",
      url: "http://rota.localhost",
      agency: "North",
    };
    openStudio("/", { "GET /auth/modules": { items: [given], next_cursor: null } });
    const region = await screen.findByRole("region", { name: "Open to you in other agencies" });
    expect(within(region).getByText("North")).toBeTruthy();
    expect(within(region).getByRole("link", { name: "Open Rota in a new tab" })).toBeTruthy();
  });
});

describe("somebody who may not build", () => {
  it("sees as a viewer what can be opened, and why there is no box", async () => {
    openStudio("/", {
      "GET /auth/me": VIEWER,
      "GET /modules": { items: [moduleLine("salon", "Salon")], next_cursor: null },
    });
    expect(await screen.findByRole("heading", { name: "Applications of Acme" })).toBeTruthy();
    expect(screen.getByText(/building new ones takes the role User/)).toBeTruthy();
    expect(await screen.findByRole("link", { name: "Open Salon in a new tab" })).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
    expect(screen.queryByRole("link", { name: "New, step by step" })).toBeNull();
  });

  it("is told with a role for programs how programs build", async () => {
    openStudio("/", { "GET /auth/me": { ...ME, agency: { ...ME.agency, role: "api_user" } } });
    expect(await screen.findByRole("heading", { name: "This account is for programs" })).toBeTruthy();
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("is told without an agency whom to ask", async () => {
    const { calls } = openStudio("/", {
      "GET /auth/me": { ...ME, agency: null, agencies: [], permissions: ["account"] },
    });
    expect(await screen.findByRole("heading", { name: "You belong to no agency yet" })).toBeTruthy();
    expect(screen.getByText(/invite ada@example.com/)).toBeTruthy();
    expect(calls.some(({ path }) => path === "/modules" || path === "/sessions")).toBe(false);
  });
});
