import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { axe } from "../../../app-kit/tests/axe";
import type { Edit } from "../../src/spec/types";
import { SAMPLE } from "../spec/sample";
import { FakeSession, SESSION, showWorkspace } from "./fake-session";

let server: FakeSession;

/** A tab is loaded when it is first opened. */
const LOADED = { timeout: 15_000 };

const sent = () => server.called("POST", "/edits").flatMap(({ body }) => body?.edits as Edit[]);
const table = () => showWorkspace(`/sessions/${SESSION}/flow?view=table`);
const states = () => screen.findByRole("region", { name: "States of Booking" }, LOADED);

beforeEach(() => {
  server = new FakeSession();
  server.spec = { ...SAMPLE };
  server.refuse = ({ method, path }) =>
    method === "POST" && path.endsWith("/edits")
      ? Response.json({ session: server.session, revision: { number: 2, sentences: ["Changed it"] } })
      : null;
});

test("a flow is told in words: where it begins, what is final and what nothing leads to", async () => {
  const { container } = table();
  const shown = await states();
  expect(shown.textContent).toContain("Lost Nothing leads here");
  expect(shown.textContent).toContain("Done Final: nothing leads out of it.");
  expect(within(shown).getByText("Begins here.")).toBeTruthy();
  const steps = within(screen.getByRole("region", { name: "Steps of Booking" }));
  expect(steps.getByRole<HTMLSelectElement>("combobox", { name: "Finish: to" }).value).toBe("done");
  expect(steps.getByRole<HTMLInputElement>("checkbox", { name: "Owner" }).checked).toBe(true);
  const own = container.querySelector(".flow-tab");
  expect(own && (await axe(own))).toEqual([]);
});

test("a state and a step to it are added by typing and choosing", async () => {
  const { user } = table();
  await user.type(within(await states()).getByRole("textbox", { name: "New state" }), "On hold{Enter}");
  await waitFor(() =>
    expect(sent()).toMatchObject([{ op: "add", kind: "state", parent: "flw_booking0", element: { name: "on_hold" } }]),
  );
  await user.click(
    within(screen.getByRole("region", { name: "Steps of Booking" })).getByRole("button", { name: "Add step" }),
  );
  const dialog = within(await screen.findByRole("dialog", { name: "Add a step" }));
  await user.selectOptions(dialog.getByLabelText("To"), "Lost");
  await user.click(dialog.getByRole("button", { name: "Add step" }));
  await waitFor(() =>
    expect(sent()[1]).toMatchObject({ kind: "transition", element: { from: "booked", to: "lost", label: "Lost" } }),
  );
});

test("who may take a step and when are changed in place", async () => {
  const { user } = table();
  await states();
  await user.click(screen.getByRole("checkbox", { name: "Owner" }));
  await user.type(screen.getByRole("textbox", { name: "Condition of Finish" }), "client != None");
  await user.tab();
  await waitFor(() =>
    expect(sent()).toEqual([
      { op: "set", kind: "transition", target: "trn_finish00", values: { roles: [] } },
      { op: "set", kind: "transition", target: "trn_finish00", values: { guard: "client != None" } },
    ]),
  );
});

test("an entity with a choice is given a flow made of its options", async () => {
  const { user } = table();
  await states();
  await user.click(screen.getByRole("button", { name: "Add flow" }));
  await user.click(await screen.findByRole("menuitem", { name: "Give Client a flow…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Give Client a flow" }));
  await user.click(dialog.getByRole("button", { name: "Give it a flow" }));
  await waitFor(() =>
    expect(sent()).toMatchObject([{ op: "make_flow", target: "fld_size00", flow: { initial: "large" } }]),
  );
});

test("without any flow it is said how to get one", async () => {
  server.spec = { ...SAMPLE, flows: [] };
  table();
  expect(await screen.findByText("Nothing goes through states yet")).toBeTruthy();
});
