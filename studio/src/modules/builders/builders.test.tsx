import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import { type Answers, ME, moduleLine, openStudio, problem, VIEWER } from "../../../tests/sayso";

const AT = "2026-11-20T09:00:00Z";
const WAITING = {
  id: "a1",
  sentences: ["This lets Clerk read Cost of tickets.", "This lets Clerk delete tickets."],
  asked_by: "Bo",
  asked_at: AT,
  decision: null,
  decided_by: "",
  decided_at: null,
  comment: "",
  used_at: null,
};
const REFUSED = {
  ...WAITING,
  id: "a2",
  sentences: ["This lets Guest read tickets."],
  decision: false,
  decided_by: "Ada Lovelace",
  decided_at: AT,
  comment: "Guests stay out.",
};
const APPROVED = { ...REFUSED, id: "a3", decision: true, comment: "", used_at: AT };
const ADA = { user_id: "usr_1", name: "Ada Lovelace", email: "ada@example.com", is_maker: true };
const BO = { user_id: "usr_2", name: "Bo", email: "bo@example.com", is_maker: false };
const person = (user_id: string, name: string, more = {}) => ({
  user_id,
  name,
  email: `${user_id}@example.com`,
  role: "user",
  is_active: true,
  ...more,
});

const ANSWERS: Answers = {
  "GET /modules/desk": moduleLine("desk", "Desk"),
  "GET /modules/desk/builders": { builders: [ADA, BO] },
  "GET /modules/desk/approvals": { approvals: [WAITING, REFUSED, APPROVED], may_decide: true },
  "GET /agency/people": {
    items: [person("usr_1", "Ada Lovelace"), person("usr_3", "Cy"), person("usr_4", "Gone", { is_active: false })],
    next_cursor: null,
  },
};
const BUILDERS = "/modules/desk/builders";

beforeAll(async () => {
  await Promise.all([import("../Module"), import("./BuildersTab"), import("../overview/Overview")]);
}, 120_000);

test("what waits says all that it widens, and is approved with a comment", async () => {
  const { user, sent, answer, problems } = openStudio(BUILDERS, {
    ...ANSWERS,
    "POST /modules/desk/approvals/a1": { approvals: [], may_decide: true },
  });
  const waiting = await screen.findByRole("list", { name: "Changes that wait" });
  for (const sentence of WAITING.sentences) expect(within(waiting).getByText(sentence)).toBeTruthy();
  expect(within(waiting).getByText(/^Asked by Bo/)).toBeTruthy();
  expect(await problems()).toEqual([]);
  await user.type(within(waiting).getByLabelText(/^Comment/), "  Fine with me. ");
  const approved = { ...WAITING, decision: true, decided_by: "Ada Lovelace", decided_at: AT, comment: "Fine with me." };
  answer({ "GET /modules/desk/approvals": { approvals: [approved], may_decide: true } });
  await user.click(within(waiting).getByRole("button", { name: "Approve" }));
  expect(await screen.findByText("Nothing waits.")).toBeTruthy();
  expect(sent("POST", "/modules/desk/approvals/a1")[0]?.body).toEqual({ approved: true, comment: "Fine with me." });
  const decided = screen.getByRole("list", { name: "Decided changes" });
  expect(decided.textContent).toContain("Approved by Ada Lovelace");
  expect(decided.textContent).toContain("“Fine with me.”");
  expect(decided.textContent).toContain("not published yet");
});

test("a decision that somebody else was faster with is said in place", async () => {
  const { user, sent } = openStudio(BUILDERS, {
    ...ANSWERS,
    "POST /modules/desk/approvals/a1": () =>
      problem(409, "This was decided before.", { hint: "Look at the list again." }),
  });
  const waiting = await screen.findByRole("list", { name: "Changes that wait" });
  await user.click(within(waiting).getByRole("button", { name: "Refuse" }));
  expect(await within(waiting).findByText("This was decided before.")).toBeTruthy();
  expect(sent("POST", "/modules/desk/approvals/a1")[0]?.body).toEqual({ approved: false, comment: "" });
});

test("what was decided says by whom, with the comment, and whether it was published", async () => {
  openStudio(BUILDERS, ANSWERS);
  const [refused, approved] = within(await screen.findByRole("list", { name: "Decided changes" }))
    .getAllByRole("listitem")
    .filter((line) => line.querySelector("ul"));
  expect(refused?.textContent).toContain("Refused by Ada Lovelace");
  expect(refused?.textContent).toContain("“Guests stay out.”");
  expect(approved?.textContent).toContain("published since");
});

test("whoever may not decide sees what waits and no buttons", async () => {
  const { problems } = openStudio(BUILDERS, {
    ...ANSWERS,
    "GET /auth/me": VIEWER,
    "GET /modules/desk/approvals": { approvals: [WAITING], may_decide: false },
  });
  expect(await screen.findByText(WAITING.sentences[0] as string)).toBeTruthy();
  expect(screen.getByText(/decided by whoever holds the widest role, or an administrator/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  expect(screen.queryByRole("combobox", { name: "Let somebody build it" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Let Bo build it no more" })).toBeNull();
  expect(await problems()).toEqual([]);
});

test("builders let people of the agency in, and take that back", async () => {
  const { user, sent } = openStudio(BUILDERS, {
    ...ANSWERS,
    "GET /auth/me": { ...ME, agency: { ...ME.agency, role: "user" } },
    "PUT /modules/desk/builders/usr_3": { builders: [ADA, BO] },
    "PUT /modules/desk/builders/usr_2": { builders: [ADA, BO] },
    "DELETE /modules/desk/builders/usr_2": { builders: [ADA] },
  });
  const choice = await screen.findByRole("combobox", { name: "Let somebody build it" });
  await waitFor(() => expect(within(choice).getAllByRole("option").length).toBe(2));
  await user.selectOptions(choice, "Cy (usr_3@example.com)");
  await user.click(screen.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(sent("PUT", "/modules/desk/builders/usr_3").length).toBe(1));
  expect(screen.queryByRole("button", { name: "Let Ada Lovelace build it no more" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Let Bo build it no more" }));
  expect(await screen.findByText("Bo builds it no more.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(sent("PUT", "/modules/desk/builders/usr_2").length).toBe(1));
});

test("the overview says that something waits, and leads there", async () => {
  const { user } = openStudio("/modules/desk", ANSWERS);
  expect(await screen.findByText(/A change waits to be approved/)).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "Decide it" }));
  expect(await screen.findByRole("list", { name: "Changes that wait" })).toBeTruthy();
});
