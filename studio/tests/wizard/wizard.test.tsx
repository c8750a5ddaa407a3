import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import { Wizard } from "../../src/wizard/Wizard";
import { FakeApi, problem, show } from "../stage";

const MODEL = {
  complete: true,
  name: "Sales",
  entities: [
    {
      name: "deal",
      display_name: "Deal",
      description: "",
      fields: [
        { name: "title", label: "Title", type: "text", required: true, unique: false, searchable: true, options: [] },
      ],
      computed: [],
      rules: [],
    },
  ],
};
const FLOW = {
  complete: true,
  flows: [
    {
      entity: "deal",
      field: "status",
      initial: "lead",
      states: [
        { name: "lead", label: "Lead" },
        { name: "won", label: "Won" },
      ],
      transitions: [{ name: "win", label: "Win", from: ["lead"], to: "won", roles: [] }],
    },
  ],
};

let api: FakeApi;
const answerWith = (data: unknown, more = {}) => ({
  stepId: "object-model",
  data,
  spec: {},
  questions: [],
  notices: [],
  designer: "offline",
  ...more,
});

beforeEach(() => {
  api = new FakeApi();
  api.on("POST /definition-step", () => answerWith(MODEL));
});

const box = () => screen.findByRole("textbox", { name: "Describe it" });
const generate = () => screen.getByRole("button", { name: "Generate from description" });

test("a description fills the form, which stays editable", async () => {
  const { user } = show(Wizard, "/wizard");
  await user.type(await box(), "Deals have a title.");
  await user.click(generate());
  expect(await screen.findByDisplayValue("Deal")).toBeTruthy();
  await user.clear(screen.getByRole("textbox", { name: "Field" }));
  await user.type(screen.getByRole("textbox", { name: "Field" }), "Subject");
  await user.click(screen.getByRole("button", { name: "Add a field" }));
  expect(screen.getAllByRole("textbox", { name: "Field" })).toHaveLength(2);
  expect(api.called("POST /definition-step")[0]?.body).toMatchObject({
    stepId: "object-model",
    userInput: "Deals have a title.",
    context: {},
  });
});

test("a filled step can be used by everybody", { timeout: 60_000 }, async () => {
  localStorage.setItem("sayso.wizard.acme.u-1", JSON.stringify({ shapes: { "object-model": MODEL } }));
  const { container } = show(Wizard, "/wizard");
  await screen.findByDisplayValue("Deal");
  expect(await axe(container)).toEqual([]);
});

test("a step that fails says why beside the words and leaves the form and the words", async () => {
  const { user } = show(Wizard, "/wizard");
  await user.type(await box(), "Deals have a title.");
  await user.click(generate());
  await screen.findByDisplayValue("Deal");
  api.on("POST /definition-step", () =>
    problem(422, "No.", "", [{ field: "userInput", message: "What do you keep records of? For example: bikes." }]),
  );
  await user.clear(await box());
  await user.type(await box(), "Hm");
  await user.click(generate());
  expect((await screen.findByRole("alert")).textContent).toContain("What do you keep records of?");
  expect((await box()).getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByDisplayValue("Hm")).toBeTruthy();
  await user.type(screen.getByDisplayValue("Deal"), "s");
  expect(screen.getByDisplayValue("Deals")).toBeTruthy();
});

test("reading can be cancelled, and an answer that comes later changes nothing", async () => {
  let answer: (said: unknown) => void = () => undefined;
  api.on("POST /definition-step", () => new Promise((resolve) => (answer = resolve)));
  const { user } = show(Wizard, "/wizard");
  await user.type(await box(), "Deals");
  await user.click(generate());
  expect(await screen.findByText(/Reading which records there are/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByRole("button", { name: "Generate from description" })).toBeTruthy();
  answer(answerWith(MODEL));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.queryByDisplayValue("Deal")).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("generating over a form that was changed asks first, and can be undone", async () => {
  const { user } = show(Wizard, "/wizard");
  await user.type(await box(), "Deals");
  await user.click(generate());
  await user.type(await screen.findByDisplayValue("Deal"), "s we win");
  await user.click(generate());
  const dialog = await screen.findByRole("dialog", { name: "Replace “Object model”?" });
  await user.click(within(dialog).getByRole("button", { name: "Replace" }));
  expect(await screen.findByDisplayValue("Deal")).toBeTruthy();
  await user.click(screen.getAllByRole("button", { name: "Undo" })[0] as HTMLElement);
  expect(await screen.findByDisplayValue("Deals we win")).toBeTruthy();
});

test("another name for a kind of record reaches every step that speaks of it", async () => {
  localStorage.setItem(
    "sayso.wizard.acme.u-1",
    JSON.stringify({ shapes: { "object-model": MODEL, "state-flow": FLOW } }),
  );
  const { user } = show(Wizard, "/wizard");
  const name = await screen.findByDisplayValue("Deal");
  await user.clear(name);
  await user.type(name, "Opportunity");
  await user.tab();
  await user.click(screen.getByRole("button", { name: /^States/ }));
  expect(await screen.findByRole("combobox", { name: "Records of" })).toHaveProperty("value", "opportunity");
});

test("what is said and filled in is there again after a reload, until one starts over", async () => {
  const first = show(Wizard, "/wizard");
  await first.user.type(await box(), "Deals have a title.");
  await first.user.click(generate());
  await screen.findByDisplayValue("Deal");
  first.unmount();
  const { user } = show(Wizard, "/wizard");
  expect(await screen.findByDisplayValue("Deals have a title.")).toBeTruthy();
  expect(screen.getByDisplayValue("Deal")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Start over" }));
  await user.click(await screen.findByRole("button", { name: "Empty all steps" }));
  await waitFor(() => expect(screen.queryByDisplayValue("Deal")).toBeNull());
  expect(await box()).toHaveProperty("value", "");
});

test("what the server says of a shape stands beside its field, and leads there from another step", async () => {
  localStorage.setItem("sayso.wizard.acme.u-1", JSON.stringify({ shapes: { "object-model": MODEL } }));
  api.on("POST /definition-step", () =>
    problem(422, "No.", "", [
      { field: "context.object-model.entities.0.fields.0.name", message: "This name is taken by the platform." },
    ]),
  );
  const { user } = show(Wizard, "/wizard?step=relationships");
  await user.type(await box(), "Deals belong to nobody.");
  await user.click(generate());
  await user.click(await screen.findByRole("button", { name: "Go to “Object model”" }));
  const field = await screen.findByRole("textbox", { name: "Field" });
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("This name is taken by the platform.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Object model, needs a look" })).toBeTruthy();
});

test("one description is read for all steps, one after the other, each knowing those before", async () => {
  api.on("POST /definition-step", ({ body }) => {
    const step = String(body?.stepId);
    if (step === "object-model") return answerWith(MODEL);
    if (step === "state-flow") return answerWith(FLOW, { stepId: step });
    return problem(422, "No.", "", [{ field: "userInput", message: "Nothing said." }]);
  });
  const { user } = show(Wizard, "/wizard");
  await user.type(await box(), "Deals are leads and then won.");
  await user.click(screen.getByRole("checkbox", { name: "Use one description for all six steps" }));
  await user.click(screen.getByRole("button", { name: "Fill all steps" }));
  await waitFor(() => expect(api.called("POST /definition-step")).toHaveLength(6));
  const asked = api.called("POST /definition-step").map(({ body }) => body);
  expect(asked.map((body) => body?.stepId)).toEqual([
    "object-model",
    "relationships",
    "state-flow",
    "pages",
    "permissions",
    "reports",
  ]);
  expect(Object.keys(asked[3]?.context as object)).toEqual(["object-model", "state-flow"]);
  expect(await screen.findByRole("button", { name: "States, done" })).toBeTruthy();
});

test("all steps become a session with a preview", async () => {
  localStorage.setItem("sayso.wizard.acme.u-1", JSON.stringify({ shapes: { "object-model": MODEL } }));
  api.on("POST /definition-step/assemble", () => ({
    spec: { name: "Sales", slug: "sales" },
    diagnostics: [
      { code: "x", level: "error", path: "reports.r.group_by", message: "A report groups by “moon”.", hint: "" },
    ],
    notices: ["The usual pages were made."],
  }));
  api.on("POST /sessions", () => Response.json({ session: { id: "s-1" }, message: null, turn: null }, { status: 201 }));
  const { user, history } = show(Wizard, "/wizard?step=summary");
  expect(await screen.findByText("A report groups by “moon”.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Go to “Reports”" })).toBeTruthy();
  expect(screen.getByText("The usual pages were made.")).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "Create" }).then(lastOf));
  expect(await screen.findByText("The session")).toBeTruthy();
  expect(history.location.pathname).toBe("/sessions/s-1/preview");
  expect(api.called("POST /sessions")[0]?.body).toMatchObject({ spec: { name: "Sales" } });
});

test("whoever may not make applications is told so", async () => {
  new FakeApi(["modules:read"]);
  show(Wizard, "/wizard");
  expect((await screen.findByRole("status")).textContent).toContain("Ask an administrator");
});

test("a line that was removed comes back with Undo", async () => {
  localStorage.setItem("sayso.wizard.acme.u-1", JSON.stringify({ shapes: { "object-model": MODEL } }));
  show(Wizard, "/wizard");
  fireEvent.click(await screen.findByRole("button", { name: "Remove Deal" }));
  await waitFor(() => expect(screen.queryByDisplayValue("Deal")).toBeNull());
  fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findByDisplayValue("Deal")).toBeTruthy();
});

const lastOf = (): HTMLElement => screen.getAllByRole("button", { name: "Create" }).at(-1) as HTMLElement;
