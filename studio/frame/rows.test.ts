import type { AnyEntity } from "@sayso/app-kit";
import { describe, expect, it } from "vitest";
import { carried } from "./rows";

const fields = (named: Record<string, object>) => named;
const stylist = { name: "stylist", fields: fields({ name: { kind: "text" }, birthday: { kind: "date" } }) };
const visit = {
  name: "visit",
  fields: fields({ stylist: { kind: "belongs_to", entity: "stylist" }, room: { kind: "belongs_to", entity: "room" } }),
};
const room = { name: "room", fields: fields({ name: { kind: "text" } }) };
const entities = [stylist, visit, room] as unknown as AnyEntity[];

describe("rows that a person entered", () => {
  it("stay when the application changes, filled up where they lack something new", () => {
    const before = new Map([
      ["stylist", [{ id: "s", version: 2, name: "Zelda" }]],
      ["visit", [{ id: "v", version: 1, stylist_id: "s" }]],
      ["gone", [{ id: "g", version: 1 }]],
    ]);
    const sample = {
      stylist: [{ id: "x", version: 1, name: "Ann", birthday: "1990-01-01" }],
      room: [{ id: "r", version: 1, name: "First" }],
    };
    const rows = carried(entities, before, sample);
    expect(rows.get("stylist")).toEqual([{ id: "s", version: 2, name: "Zelda", birthday: "1990-01-01" }]);
    expect(rows.get("visit")).toEqual([{ id: "v", version: 1, stylist_id: "s", room_id: "r" }]);
    expect(rows.get("room")).toHaveLength(1);
    expect(rows.has("gone")).toBe(false);
  });
});
