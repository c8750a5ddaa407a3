import { expect, test } from "vitest";
import type { AppSpec } from "../../spec/types";
import { askedBy, goneFrom, isWhole, valueFrom, wholeOnes } from "./choices";

const spec = (options: readonly string[]) =>
  ({
    entities: [
      {
        fields: [
          { id: "fld_kind", label: "Kind", type: "enum", options: options.map((name) => ({ name, label: name })) },
        ],
      },
    ],
    flows: [{ id: "flw_visit", states: [{ name: "open", label: "Open" }] }],
  }) as unknown as AppSpec;

test("a choice that still lacks its value is not sent", () => {
  const choices = {
    a: { do: "empty" },
    b: { do: "default", value: null },
    c: { do: "default", value: 0 },
    d: { do: "replace", value: { old: "new" } },
    e: { do: "replace", value: {} },
  } as const;
  expect(Object.keys(wholeOnes(choices))).toEqual(["a", "c", "d"]);
  expect(isWhole({ do: "default", value: false })).toBe(true);
});

test("what is asked for is read from the element that the key names", () => {
  expect(askedBy("fld_kind.unfit", spec(["new"]))).toMatchObject({ type: "enum", label: "Kind" });
  expect(askedBy("flw_visit.unfit", spec([])).options).toEqual([{ name: "open", label: "Open" }]);
  expect(askedBy("rel_client.required", spec([])).type).toBe("row");
});

test("values that rows have and the goal has not are to be replaced", () => {
  expect(goneFrom("fld_kind.unfit", spec(["old", "new"]), spec(["new"]))).toEqual([{ name: "old", label: "old" }]);
});

test("typed text becomes the value of its type", () => {
  expect(valueFrom("12", "integer")).toBe(12);
  expect(valueFrom("twelve", "integer")).toBe("twelve");
  expect(valueFrom("true", "boolean")).toBe(true);
  expect(valueFrom("", "text")).toBeNull();
});
