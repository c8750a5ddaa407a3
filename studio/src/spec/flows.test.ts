import { expect, test } from "vitest";
import { SAMPLE } from "../../tests/spec/sample";
import { stateNotes } from "./flows";
import { endsOf, linkSentence, seenFrom } from "./links";
import { findElement, membersOf } from "./lookup";

const flow = SAMPLE.flows[0] ?? expect.unreachable();
const link = SAMPLE.relationships[0] ?? expect.unreachable();

test("states that nothing leads to, and those that are final, are told apart", () => {
  expect([...stateNotes(flow)]).toEqual([
    ["done", "final"],
    ["lost", "unreachable"],
  ]);
  expect(stateNotes({ ...flow, transitions: [] }).get("booked")).toBe("stuck");
  expect(stateNotes({ ...flow, states: flow.states.slice(0, 1) }).size).toBe(0);
});

test("a relation reads the same from both ends", () => {
  const client = SAMPLE.entities[0] ?? expect.unreachable();
  expect(endsOf(link)).toMatchObject({ from: { many: "many", name: "bookings" }, to: { many: "one", name: "client" } });
  expect(seenFrom(client, link)).toEqual({ name: "bookings", many: "many" });
  expect(linkSentence(SAMPLE, link)).toBe(
    "Each record of Booking belongs to one record of Client, which has several of them.",
  );
});

test("an element is found by its id, with what shows it", () => {
  expect(findElement(SAMPLE, "opt_small00")).toEqual({
    kind: "option",
    id: "opt_small00",
    owner: "ent_client",
    field: "fld_size00",
  });
  expect(findElement(SAMPLE, "trn_finish00")).toMatchObject({ kind: "transition", owner: "flw_booking0" });
  expect(findElement(SAMPLE, "rel_client00")?.kind).toBe("relationship");
  expect(findElement(SAMPLE, "pag_home0000")).toBeNull();
});

test("an entity knows the names of its fields, its state and both ends of its relations", () => {
  const [client, booking] = SAMPLE.entities;
  expect(client && membersOf(SAMPLE, client)).toEqual(["name", "phone", "size", "bookings"]);
  expect(booking && membersOf(SAMPLE, booking)).toEqual(["starts_at", "status", "client"]);
});
