import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openStudio, problem } from "../sayso";
import { FakeEventSource } from "../workspace/fake-session";
import { AT, botLine, page, versionOf } from "./fake";

beforeEach(() => {
  localStorage.clear();
  FakeEventSource.all.length = 0;
  vi.stubGlobal("EventSource", FakeEventSource);
});

const MAKING = { status: "draft", version: null, name: "Watch the price", description: "" } as const;
const QUESTIONS = [
  { id: "limit", text: "Below which price?", suggestions: ["100", "50"], why: "It decides when you are told." },
  { id: "how", text: "How do you want to be told?", suggestions: ["Here", "By e-mail"], why: "" },
];
const said = (id: number, role: "user" | "assistant", text: string, more = {}) => ({
  id,
  role,
  text,
  questions: [],
  answers: {},
  at: AT,
  ...more,
});

/** The stream of the bot, among those that the page has open. */
const stream = () => FakeEventSource.all.find(({ url }) => url.includes("/bots/b1/events")) as FakeEventSource;

describe("making a bot", () => {
  it("begins with a description, which stays where it is refused", async () => {
    const { user, answer } = openStudio("/bots/new", {
      "POST /bots": () => problem(429, "That is a lot at once.", { hint: "Wait a minute." }),
    });
    const box = await screen.findByRole("textbox", { name: "What should happen by itself?" });
    await user.type(box, "Watch the price{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("Wait a minute.");
    expect((box as HTMLTextAreaElement).value).toBe("Watch the price");
    answer({
      "POST /bots": botLine("b1", { ...MAKING, stage: "reading" }),
      "GET /bots/b1": botLine("b1", { ...MAKING, stage: "reading" }),
      "GET /bots/b1/messages": page(said(1, "user", "Watch the price")),
    });
    await user.click(screen.getByRole("button", { name: "Make it" }));
    expect(await screen.findByText("Reading what it has to do")).toBeTruthy();
    expect(location.pathname).toBe("/bots/b1");
  });

  it("asks what is open, takes several answers together, and says what it is doing", async () => {
    const asking = botLine("b1", { ...MAKING, stage: "asking", questions: QUESTIONS });
    const { user, sent, answer, problems } = openStudio("/bots/b1", {
      "GET /bots/b1": asking,
      "GET /bots/b1/messages": page(
        said(1, "user", "Watch the price"),
        said(2, "assistant", "Two things are open.", { questions: QUESTIONS }),
      ),
      "POST /bots/b1/words": botLine("b1", { ...MAKING, stage: "writing" }),
    });
    const form = await screen.findByRole("form", { name: "Questions" });
    await user.click(within(form).getByRole("button", { name: "50" }));
    await user.type(within(form).getByRole("textbox", { name: "How do you want to be told?" }), "By letter");
    expect(await problems()).toEqual([]);
    answer({ "GET /bots/b1": botLine("b1", { ...MAKING, stage: "writing" }) });
    await user.click(within(form).getByRole("button", { name: "Send 2 answers" }));
    expect(sent("POST", "/bots/b1/words")[0]?.body).toMatchObject({ answers: { limit: "50", how: "By letter" } });
    await screen.findByText("Writing it");
    await stream().tell(8, "progress", { text: "Trying draft 2" });
    expect(await screen.findByText("Trying draft 2")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Stop" })).toBeTruthy();
  });

  it("builds with assumptions where nobody wants to answer", async () => {
    const { user, sent } = openStudio("/bots/b1", {
      "GET /bots/b1": botLine("b1", { ...MAKING, stage: "asking", questions: QUESTIONS }),
      "GET /bots/b1/messages": page(said(2, "assistant", "", { questions: QUESTIONS })),
      "POST /bots/b1/words": botLine("b1", { ...MAKING, stage: "writing" }),
    });
    await user.click(await screen.findByRole("button", { name: "Build it with these assumptions" }));
    expect(sent("POST", "/bots/b1/words")[0]?.body).toMatchObject({ text: "Just build it" });
  });

  it("shows what was made before it does anything, and names what it may when it is activated", async () => {
    const ready = botLine("b1", { ...MAKING, stage: "ready", candidate: 1 });
    const { user, sent, answer, problems } = openStudio("/bots/b1", {
      "GET /bots/b1": ready,
      "GET /bots/b1/messages": page(said(1, "user", "Watch the price")),
      "GET /bots/b1/versions/1": versionOf(1, { status: "candidate" }),
      "GET /secrets": page(),
      "GET /timing": { words: "at 08:00, Monday through Friday (Europe/Vienna)", next: [] },
      "POST /bots/b1/activate": botLine("b1", { version: 1 }),
    });
    expect(await screen.findByText("Tell when the price is low.")).toBeTruthy();
    expect(await screen.findByText("at 08:00, Monday through Friday (Europe/Vienna)")).toBeTruthy();
    await user.click(screen.getByText("Tells of a low price"));
    expect(screen.getByText('The input is {"price":90}.')).toBeTruthy();
    expect(screen.getByText("Somebody is told, saying “90”.")).toBeTruthy();
    expect(await screen.findByText(/It is not there yet/)).toBeTruthy();
    expect(await problems()).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Activate" }));
    const dialog = await screen.findByRole("dialog", { name: /Activate “Watch the price”/ });
    expect(within(dialog).getByText("send requests to api.example.com")).toBeTruthy();
    expect(within(dialog).getByText("read and create product of Shop")).toBeTruthy();
    answer({ "GET /bots/b1": botLine("b1", { version: 1 }), "GET /runs": page() });
    await user.click(within(dialog).getByRole("button", { name: "Activate" }));
    await waitFor(() => expect(sent("POST", "/bots/b1/activate")[0]?.body).toMatchObject({ version: 1 }));
    expect(await screen.findByRole("button", { name: "Run now" })).toBeTruthy();
  });

  it("does not activate what fails a case, and says which and why", async () => {
    const report = {
      ok: false,
      at: AT,
      results: [
        { name: "Tells of a low price", ok: false, wrong: ["Nobody was told."], output: "", did: [], seconds: 0.1 },
      ],
    };
    openStudio("/bots/b1", {
      "GET /bots/b1": botLine("b1", { ...MAKING, stage: "ready", candidate: 1 }),
      "GET /bots/b1/messages": page(),
      "GET /bots/b1/versions/1": versionOf(1, { ok: false, report }),
      "GET /secrets": page(),
    });
    expect(await screen.findByText("Nobody was told.")).toBeTruthy();
    expect((screen.getByRole("button", { name: "Activate" }) as HTMLButtonElement).disabled).toBe(true);
  });

  it("lets an assumption be denied in words", async () => {
    const { user } = openStudio("/bots/b1", {
      "GET /bots/b1": botLine("b1", { ...MAKING, stage: "ready", candidate: 1 }),
      "GET /bots/b1/messages": page(),
      "GET /bots/b1/versions/1": versionOf(1),
      "GET /secrets": page(),
    });
    await user.click(await screen.findByRole("button", { name: "Say otherwise: Prices are in euros" }));
    const box = await screen.findByRole("textbox", { name: "What should be different?" });
    expect((box as HTMLTextAreaElement).value).toContain("Prices are in euros");
    expect(document.activeElement).toBe(box);
  });

  it("that cannot be done says why, and what to say instead", async () => {
    const failed = botLine("b1", {
      ...MAKING,
      stage: "failed",
      notice: "Nobody can read minds.",
      suggestions: ["Every day, ask me"],
    });
    const { user, sent } = openStudio("/bots/b1", {
      "GET /bots/b1": failed,
      "GET /bots/b1/messages": page(said(1, "user", "Read minds")),
      "POST /bots/b1/words": failed,
    });
    expect(await screen.findByText("Nobody can read minds.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Every day, ask me" }));
    expect(sent("POST", "/bots/b1/words")[0]?.body).toMatchObject({ text: "Every day, ask me" });
  });
});
