import { expect, test } from "vitest";
import { free, listed, nameFrom, pascal, plural, sentence, snake } from "./names";

test("labels become names that the server takes", () => {
  expect(snake("Due date")).toBe("due_date");
  expect(snake("dueDate")).toBe("due_date");
  expect(snake("Größe in m²")).toBe("grosse_in_m2");
  expect(sentence("due_date")).toBe("Due date");
  expect(pascal("due_date")).toBe("DueDate");
});

test("a label without a Latin letter, or one that begins with a digit, still gives a name", () => {
  expect(nameFrom("الاسم", "field")).toBe("field");
  expect(nameFrom("2nd phone", "field")).toBe("nd_phone");
  expect(nameFrom("Phone", "field", ["phone", "phone_2"])).toBe("phone_3");
  expect(nameFrom("x".repeat(90), "field")).toHaveLength(48);
});

test("a name that is taken gets the first number that is free", () => {
  expect(free("client", [])).toBe("client");
  expect(free("client", ["client"])).toBe("client_2");
});

test("plurals and lists read as people write them", () => {
  expect(["client", "category", "box", "purchase_order", "person", "day"].map(plural)).toEqual([
    "clients",
    "categories",
    "boxes",
    "purchase_orders",
    "people",
    "days",
  ]);
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
  expect(listed(["a"])).toBe("a");
  expect(listed([])).toBe("");
});
