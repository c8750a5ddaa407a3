import { expect, test } from "vitest";
import { flipOf } from "./flips";
import type { AppSpec } from "./types";

const spec = {
  entities: [{ id: "ent_a", name: "appointment", rules: [{ id: "rul_a", name: "no_double_booking" }] }],
  settings: [
    { id: "set_c", key: "currency", default: "EUR" },
    { id: "set_z", key: "time_zone", default: "UTC" },
  ],
  permissions: { roles: [], rules: [{ id: "prm_a", role: "seller", entity: "deal", scope: "own" }] },
  assumptions: [
    { id: "asm_a", text: "No two at once.", elements: ["rul_a"], alternatives: ["Allow them to overlap"] },
    { id: "asm_b", text: "Cancelled ones do not block.", elements: ["rul_a"], alternatives: ["Count them too"] },
    { id: "asm_c", text: "Money is in euros.", elements: ["set_c"], alternatives: ["US dollars"] },
    { id: "asm_z", text: "Times are UTC.", elements: ["set_z"], alternatives: ["Europe/Berlin"] },
    { id: "asm_p", text: "They own what they added.", elements: ["prm_a"], alternatives: ["They may see all deals"] },
  ],
} as unknown as AppSpec;

function flipped(id: string) {
  const assumption = spec.assumptions.find((one) => one.id === id) as AppSpec["assumptions"][number];
  return flipOf(spec, assumption, assumption.alternatives[0] ?? "");
}

test("a setting takes the other value, and the assumption goes", () => {
  expect(flipped("asm_c")).toMatchObject({
    edits: [{ target: "set_c", values: { default: "USD" } }, { target: "asm_c" }],
  });
  expect(flipped("asm_z")).toMatchObject({ edits: [{ values: { default: "Europe/Berlin" } }, { op: "remove" }] });
});

test("a rule goes with all that was assumed of it", () => {
  expect(flipped("asm_a")).toMatchObject({
    kind: "edits",
    edits: [{ target: "asm_b" }, { op: "remove", kind: "rule", target: "rul_a" }, { target: "asm_a" }],
  });
});

test("rights reach to all rows", () => {
  expect(flipped("asm_p")).toMatchObject({ edits: [{ target: "prm_a", values: { scope: "all" } }, {}] });
});

test("what is not clear is said in words, about the element", () => {
  expect(flipped("asm_b")).toEqual({
    kind: "words",
    text: "Instead of “Cancelled ones do not block.”: Count them too.",
    about: "rul_a",
  });
});

test("the mark of a model's own words is no part of what is said instead", () => {
  const assumption = spec.assumptions.find((one) => one.id === "asm_b") as AppSpec["assumptions"][number];
  const marked = { ...assumption, text: `A model's own words, unchecked: “${assumption.text}”` };
  expect(flipOf(spec, marked, "Count them too")).toMatchObject({
    text: "Instead of “Cancelled ones do not block.”: Count them too.",
  });
});
