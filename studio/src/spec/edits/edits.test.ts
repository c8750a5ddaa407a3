import { expect, test } from "vitest";
import { named, SAMPLE, SIZE, sampleField } from "../../../tests/spec/sample";
import { addEntity, addRule, newEntity, renameEntity } from "./entities";
import { addOptions, mergeFields, newField, relabelled, renameOption, retype, setLimits, splitField } from "./fields";
import { addFlow, addTransition, labelsIn, makeFlow, relabelTransition, removeState } from "./flows";
import { linkNames } from "./relations";

const client = named(SAMPLE.entities, "client");
const booking = named(SAMPLE.entities, "booking");
const flow = SAMPLE.flows[0] ?? expect.unreachable();

test("a label that is typed over takes its name along where both said the same", () => {
  expect(relabelled({ name: "phone", label: "Phone" }, "Mobile phone", "field", ["phone"])).toEqual({
    name: "mobile_phone",
    label: "Mobile phone",
  });
  expect(relabelled({ name: "tel", label: "Phone" }, "Mobile phone", "field", [])).toEqual({
    name: "tel",
    label: "Mobile phone",
  });
  expect(relabelled({ name: "phone", label: "Phone" }, "Name", "field", ["phone", "name"]).name).toBe("name_2");
});

test("a new field has the type that its name speaks of, and a choice without choices is a text", () => {
  expect(newField("Birthday", [])).toMatchObject({ name: "birthday", label: "Birthday", type: "date" });
  expect(newField("Status", []).type).toBe("text");
  expect(newField("Status", [], "enum", ["Open", "Done"])).toMatchObject({
    type: "enum",
    options: [
      { name: "open", label: "Open" },
      { name: "done", label: "Done" },
    ],
  });
});

test("new choices are never called like those that are there", () => {
  expect(addOptions(SIZE, ["Small", "Tiny"])).toMatchObject([
    { op: "add", kind: "option", parent: SIZE.id, element: { name: "small_2", label: "Small" } },
    { element: { name: "tiny" } },
  ]);
  const small = named(SIZE.options, "small");
  expect(renameOption(SIZE, small, "Tiny")).toEqual([
    { op: "rename", kind: "option", target: small.id, name: "tiny", label: "Tiny" },
  ]);
});

test("limits that are all taken back leave none", () => {
  const age = sampleField("age", { type: "integer", validation: { min: 1 } });
  expect(setLimits(age, { max: 9 })).toMatchObject([{ values: { validation: { min: 1, max: 9 } } }]);
  expect(setLimits(age, { min: null })).toMatchObject([{ values: { validation: null } }]);
});

test("another type takes new choices along only where it needs them", () => {
  expect(retype(SIZE, "multi_enum")).toEqual([{ op: "retype", target: SIZE.id, type: "multi_enum" }]);
  expect(retype(sampleField("size"), "enum", ["Small"])).toMatchObject([{ options: [{ name: "small" }] }]);
});

test("fields that merge or split get names that nothing else has", () => {
  const [first, last] = [sampleField("first_name"), sampleField("last_name")];
  expect(mergeFields([first, last], "Name", ["first_name", "last_name", "name"])).toMatchObject([
    { targets: [first.id, last.id], name: "name_2", label: "Name" },
  ]);
  expect(splitField(named(client.fields, "name"), ["First name", "Name"], ["name", "phone"])).toMatchObject([
    { parts: [{ name: "first_name" }, { name: "name" }] },
  ]);
});

test("an entity brings a name for its records, and rights for whoever may do everything elsewhere", () => {
  const invoice = newEntity(SAMPLE, "Invoice");
  expect(invoice).toMatchObject({
    name: "invoice",
    display_name: "Invoice",
    fields: [{ name: "name", required: true }],
  });
  expect(addEntity(SAMPLE, invoice)).toMatchObject([
    { op: "add", kind: "entity" },
    { op: "add", kind: "permission", element: { role: "owner", entity: "invoice", scope: "all" } },
  ]);
  expect(renameEntity(SAMPLE, client, "Customer")).toMatchObject([{ name: "customer", label: "Customer" }]);
  expect(addRule(client, "size != None", "Every client has a size.")).toMatchObject([
    { element: { name: "every_client_has_a_size", message: "Every client has a size." } },
  ]);
});

test("both ends of a new relation get names that read well and are free", () => {
  expect(linkNames(SAMPLE, "belongs_to", "client", "booking")).toEqual({ name: "booking", inverse: "clients" });
  expect(linkNames(SAMPLE, "belongs_to", "booking", "client")).toEqual({ name: "client_2", inverse: "bookings_2" });
  expect(linkNames(SAMPLE, "many_to_many", "client", "client")).toEqual({ name: "clients", inverse: "clients_2" });
});

test("the choices of a field become states that keep their names, beginning with its default", () => {
  expect(makeFlow(client, SIZE)).toMatchObject([
    {
      op: "make_flow",
      target: SIZE.id,
      flow: {
        entity: "client",
        field: "size",
        initial: "large",
        states: [{ name: "small" }, { name: "large", color: "success" }],
        transitions: [{ from: "small", to: "large" }],
      },
    },
  ]);
  expect(addFlow(SAMPLE, booking, ["New", "Done"])).toMatchObject([{ element: { field: "status_2", initial: "new" } }]);
  expect(labelsIn("New, In progress,\nNew, ,Done")).toEqual(["New", "In progress", "Done"]);
});

test("a step is called after where it leads, and a first state that goes hands its part on", () => {
  expect(addTransition(flow, "booked", "lost")).toMatchObject([
    { element: { name: "lost", label: "Lost", from: "booked" } },
  ]);
  const [finish] = flow.transitions;
  if (!finish) return expect.unreachable();
  expect(relabelTransition(flow, finish, "Close")).toMatchObject([
    { op: "rename", name: "close" },
    { op: "set", values: { label: "Close" } },
  ]);
  expect(removeState(flow, named(flow.states, "booked"))).toMatchObject([
    { op: "set", kind: "flow", values: { initial: "done" } },
    { op: "remove", kind: "state" },
  ]);
});
