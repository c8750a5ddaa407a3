import { describe, expect, it } from "vitest";
import { readTold } from "./protocol";

describe("what a frame tells", () => {
  it("is read where it is one of the few things that can be said", () => {
    expect(readTold({ kind: "shown", digest: "d" })).toEqual({ kind: "shown", digest: "d" });
    expect(readTold({ kind: "pointed", component: "cmp_1", more: 1 })).toEqual({ kind: "pointed", component: "cmp_1" });
    expect(readTold({ kind: "place", path: "/clients?x=1", role: null })).toEqual({
      kind: "place",
      path: "/clients?x=1",
      role: null,
    });
    expect(readTold({ kind: "comment", isOn: true })).toEqual({ kind: "comment", isOn: true });
  });

  it("is dropped where it is anything else", () => {
    const strange = [null, "shown", 3, [], {}, { kind: "run" }, { kind: "shown" }, { kind: "pointed", component: 3 }];
    const wrong = [
      { kind: "place", path: "javascript:alert(1)", role: null },
      { kind: "place", path: "https://elsewhere.example", role: null },
      { kind: "comment", isOn: "yes" },
      { kind: "mend", component: "cmp_1" },
    ];
    for (const data of [...strange, ...wrong]) expect(readTold(data)).toBeNull();
  });

  it("is cut where it is too long", () => {
    const told = readTold({ kind: "mend", component: "cmp_1", message: "x".repeat(9_000) });
    expect(told).toMatchObject({ kind: "mend" });
    expect(told?.kind === "mend" && told.message.length).toBe(400);
  });
});
