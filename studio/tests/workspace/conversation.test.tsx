import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { FakeEventSource, FakeSession, problem, SESSION, showWorkspace } from "./fake-session";

let server: FakeSession;

beforeEach(() => {
  server = new FakeSession();
});

const field = () => screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Message" });
const written = async () => (await field()).value;
const sent = () => server.called("POST", "/messages").map(({ body }) => body);

test("an empty session offers examples that can be sent as they are", async () => {
  const { user } = showWorkspace();
  await user.click(await screen.findByRole("button", { name: /A lending library/ }));
  await waitFor(async () => expect(await written()).toContain("books, members and loans"));
  await user.click(screen.getByRole("button", { name: "Send" }));
  expect(await screen.findByText(/^A library with books/)).toBeTruthy();
  expect(sent()).toEqual([expect.objectContaining({ text: expect.stringContaining("A library"), answers: [] })]);
  expect(await written()).toBe("");
});

test("questions are answered together, by a click and in own words", async () => {
  server.say("user", "A hair salon");
  server.say("assistant", "I read it.", {
    payload: {
      questions: [
        { text: "Which currency?", suggestions: ["Euros", "US dollars"] },
        { text: "Who works with it?", suggestions: [] },
      ],
      suggestions: ["Euros", "US dollars"],
    },
  });
  const { user } = showWorkspace();
  await user.click(await screen.findByRole("button", { name: "US dollars" }));
  await user.type(screen.getByRole("textbox", { name: "Who works with it?" }), "Only stylists");
  await user.click(screen.getByRole("button", { name: "Send 2 answers" }));
  await waitFor(() =>
    expect(sent()).toEqual([
      expect.objectContaining({
        text: "",
        answers: [
          { question: "Which currency?", answer: "US dollars" },
          { question: "Who works with it?", answer: "Only stylists" },
        ],
      }),
    ]),
  );
});

test("what could not be sent stays, says why, and is sent again under the same key", async () => {
  server.refuse = ({ method }) =>
    method === "POST" ? problem(409, "Too many messages wait to be worked on.", "Wait for some of them.") : null;
  const { user } = showWorkspace();
  await user.type(await field(), "Add a birthday{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("Too many messages wait to be worked on.");
  expect(screen.getByText("Add a birthday")).toBeTruthy();
  server.refuse = () => null;
  await user.click(screen.getByRole("button", { name: "Send again" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  const keys = sent().map((body) => body?.key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(server.messages).toHaveLength(1);
});

test("a message that the connection was lost under is sent by itself once it is back, and only once", async () => {
  const answering = globalThis.fetch;
  let isDown = false;
  vi.stubGlobal("fetch", async (request: Request) => {
    const isMessage = request.method === "POST";
    const answer = await answering(request);
    // the server has it, but the answer never arrives
    if (isMessage && isDown) throw new TypeError("Failed to fetch");
    return answer;
  });
  const { user } = showWorkspace();
  await field();
  isDown = true;
  FakeEventSource.latest.refuse();
  await user.type(await field(), "Add a birthday{Enter}");
  expect(await screen.findByText(/sent as soon as it is back/)).toBeTruthy();
  isDown = false;
  await waitFor(() => expect(FakeEventSource.all.length).toBeGreaterThan(1), { timeout: 3_000 });
  await waitFor(() => expect(screen.queryByText(/sent as soon as/)).toBeNull());
  expect(new Set(sent().map((body) => body?.key)).size).toBe(1);
  expect(server.messages.map(({ text }) => text)).toEqual(["Add a birthday"]);
});

test("a turn is shown as it is worked on, and stopping it counts at once", async () => {
  server.say("user", "A hair salon");
  const { user } = showWorkspace();
  await screen.findByText("A hair salon");
  const stream = FakeEventSource.latest;
  expect(stream.url).toBe(`/api/v1/sessions/${SESSION}/events?after=7`);
  await stream.tell(8, "turn", { turn: 1, status: "running", tries: 1 });
  expect(screen.getByText("Reading your words")).toBeTruthy();
  await stream.tell(9, "decision", { turn: 1, decision: "refinement", subject: "schema", agent: "schema" });
  expect(screen.getByText("Changing the data model")).toBeTruthy();
  await stream.tell(10, "edits", { turn: 1, edits: [{ sentence: "Add Stylist with Name", edit: { op: "add" } }] });
  await stream.tell(11, "reply", { turn: 1, text: "Stylists " });
  await stream.tell(12, "reply", { turn: 1, text: "are new." });
  expect(screen.getByText("Stylists are new.")).toBeTruthy();
  expect(screen.getByText("Add Stylist with Name")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Stop" }));
  expect(screen.getByText("Stopped. Everything stays as it was before.")).toBeTruthy();
  expect(screen.queryByText("Stylists are new.")).toBeNull();
  expect(server.called("POST", "/turns/current/cancel")).toHaveLength(1);
});

test("nothing came of a message: its words are sent again as a new one", async () => {
  server.say("user", "Make it better");
  server.say("system", "This message could not be worked on.");
  const { user } = showWorkspace();
  await user.click(await screen.findByRole("button", { name: "Retry" }));
  await waitFor(() => expect(sent()).toEqual([expect.objectContaining({ text: "Make it better" })]));
});

test("an open window tells how long it waits, takes a word and can be skipped", async () => {
  server.say("user", "A hair salon");
  const { user } = showWorkspace();
  await screen.findByText("A hair salon");
  const stream = FakeEventSource.latest;
  await stream.tell(8, "turn", { turn: 1, status: "running", tries: 1 });
  await stream.tell(9, "component", {
    turn: 1,
    component: "com_aaaaaaaa",
    name: "StylistTable",
    type: "table",
    page: "stylists",
    seconds: 20,
    round: 1,
  });
  const open = screen.getByRole("region", { name: "StylistTable is made" });
  expect(open.textContent).toMatch(/Goes on in (19|20) s unless you say something/);
  await user.click(within(open).getByRole("button", { name: "Say something about it" }));
  expect(server.called("POST", "/turns/current/pause")).toHaveLength(1);
  await waitFor(async () => expect(document.activeElement).toBe(await field()));
  await user.keyboard("Without the phone{Enter}");
  await waitFor(() =>
    expect(sent()).toEqual([expect.objectContaining({ text: "Without the phone", about: "com_aaaaaaaa" })]),
  );
  await stream.tell(10, "message", { turn: 1, number: 2, role: "user", feedback_on: "com_aaaaaaaa" });
  expect(open.textContent).toContain("Changing it as you said.");
  await stream.tell(11, "window", { turn: 1, component: "com_aaaaaaaa", state: "closed" });
  expect(screen.queryByRole("region", { name: "StylistTable is made" })).toBeNull();
});

test("a reply stays in sight until its message is there, and then stands there once", async () => {
  server.say("user", "A hair salon");
  showWorkspace();
  await screen.findByText("A hair salon");
  const stream = FakeEventSource.latest;
  await stream.tell(8, "turn", { turn: 1, status: "running", tries: 1 });
  await stream.tell(9, "reply", { turn: 1, text: "I read it." });
  server.refuse = ({ method, path }) =>
    method === "GET" && path.endsWith("/messages") ? problem(500, "The server is busy.") : null;
  await stream.tell(10, "done", { turn: 1, message: 2, revision: null, text: "I read it.", status: "reviewing" });
  expect(screen.getByText("I read it.")).toBeTruthy();
  server.refuse = () => null;
  server.say("assistant", "I read it.");
  await stream.tell(11, "message", { turn: 1, number: 2 });
  await waitFor(() => expect(screen.getByText("by rules")).toBeTruthy(), { timeout: 5_000 });
  expect(screen.getAllByText("I read it.")).toHaveLength(1);
});

test("more than five changes are folded, and all of them come at a click", async () => {
  server.say("assistant", "Done.", {
    payload: { sentences: ["a", "b", "c", "d", "e", "f", "g"].map((one) => `Add ${one}`) },
  });
  const { user } = showWorkspace();
  const changes = await screen.findByRole("region", { name: "7 changes" });
  expect(within(changes).getAllByRole("listitem")).toHaveLength(5);
  await user.click(within(changes).getByRole("button", { name: "Show all 7 changes" }));
  expect(within(changes).getAllByRole("listitem")).toHaveLength(7);
});

test("an assumption is decided otherwise by edits where it is clear which", async () => {
  server.spec = {
    ...server.spec,
    settings: [{ id: "set_aaaaaaaa", key: "currency", label: "Currency", type: "string", default: "EUR", options: [] }],
    assumptions: [
      { id: "asm_aaaaaaaa", text: "Money is in euros.", elements: ["set_aaaaaaaa"], alternatives: ["US dollars"] },
    ],
  };
  server.say("assistant", "Done.", { payload: { assumptions: ["Money is in euros."] } });
  const { user } = showWorkspace();
  await user.click(await screen.findByRole("button", { name: "Change: Money is in euros." }));
  await user.click(await screen.findByRole("menuitem", { name: "US dollars" }));
  await waitFor(() => expect(server.called("POST", "/edits")).toHaveLength(1));
  expect(server.called("POST", "/edits")[0]?.body?.edits).toEqual([
    { op: "set", kind: "setting", target: "set_aaaaaaaa", values: { default: "USD" } },
    { op: "remove", kind: "assumption", target: "asm_aaaaaaaa" },
  ]);
});

test("what was begun to be said is there again after a reload", async () => {
  const first = showWorkspace();
  await first.user.type(await field(), "Add a birth");
  first.unmount();
  showWorkspace();
  expect(await written()).toBe("Add a birth");
});

test("the last message comes back with the up key", async () => {
  server.say("user", "Add a birthday");
  const { user } = showWorkspace();
  await screen.findByText("Add a birthday");
  await user.click(await field());
  await user.keyboard("{ArrowUp}");
  expect(await written()).toBe("Add a birthday");
  await user.keyboard("{ArrowDown}");
  expect(await written()).toBe("");
});

test("what was said before comes at a click, above what is there", async () => {
  for (let number = 1; number <= 60; number += 1) server.say("user", `Message ${number}`);
  const { user } = showWorkspace();
  expect(await screen.findByText("Message 60")).toBeTruthy();
  expect(screen.queryByText("Message 1")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Show what was said before" }));
  expect(await screen.findByText("Message 1")).toBeTruthy();
  const shown = screen.getAllByText(/^Message \d+$/).map((one) => one.textContent);
  expect(shown).toEqual(Array.from({ length: 60 }, (_, place) => `Message ${place + 1}`));
});

test("a session of another agency has a way out", async () => {
  server.refuse = ({ path }) => (path.includes("/sessions/") ? problem(404, "There is no such session.") : null);
  showWorkspace();
  expect(await screen.findByText("This session is not here")).toBeTruthy();
  expect(screen.getByRole("link", { name: "See all sessions" }).getAttribute("href")).toBe("/sessions");
});

test("an ended session can be read, and offers a new one", async () => {
  server.session = { ...server.session, status: "cancelled" };
  server.say("user", "A hair salon");
  showWorkspace();
  expect(await screen.findByText("This session was ended")).toBeTruthy();
  expect(await screen.findByText("A hair salon")).toBeTruthy();
  expect(screen.queryByRole("textbox", { name: "Message" })).toBeNull();
  expect(screen.getByRole("button", { name: "Start a new one from its words" })).toBeTruthy();
});

test("after publishing, a rating is one click", async () => {
  server.session = { ...server.session, status: "complete" };
  server.say("assistant", "Published.");
  const { user } = showWorkspace();
  await user.click(await screen.findByRole("button", { name: "4 of 5: Well" }));
  expect(await screen.findByText("Thank you. You gave this 4 of 5.")).toBeTruthy();
  expect(server.called("PATCH", SESSION)[0]?.body).toEqual({ satisfaction: 4 });
});

test("a reply stands below what it answers, and what waits stands below what is worked on", async () => {
  server.say("user", "First", { turn: 1 });
  server.say("user", "Second", { turn: 2 });
  server.say("assistant", "Answer to the first", { turn: 1 });
  server.say("user", "Third", { turn: 3 });
  showWorkspace();
  await screen.findByText("Third");
  await FakeEventSource.latest.tell(8, "turn", { turn: 2, status: "running", tries: 1 });
  await FakeEventSource.latest.tell(9, "turn", { turn: 3, status: "queued" });
  const articles = screen.getAllByRole("article").map((one) => one.textContent ?? "");
  const order = ["First", "Answer to the first", "Second", "Reading your words", "Third"];
  expect(order.map((words) => articles.findIndex((text) => text.includes(words)))).toEqual([0, 1, 2, 3, 4]);
  expect(articles[4]).toContain("Waits its turn");
});
