import { expect, test } from "vitest";
import { FIELD_TYPES, guessType, typeLabel } from "./field-types";

test("the name of a field tells its type where it can", () => {
  const guesses = {
    birthday: "date",
    unit_price: "money",
    email: "email",
    notes: "long_text",
    is_active: "boolean",
    color: "text",
  };
  for (const [name, type] of Object.entries(guesses)) expect([name, guessType(name)]).toEqual([name, type]);
});

test("every type has words of its own", () => {
  expect(new Set(FIELD_TYPES.map(({ label }) => label)).size).toBe(FIELD_TYPES.length);
  expect(typeLabel("enum")).toBe("Choice");
});
