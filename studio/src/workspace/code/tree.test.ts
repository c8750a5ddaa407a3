import { expect, test } from "vitest";
import type { FileLine } from "./files";
import { rowsOf } from "./tree";

const files: FileLine[] = ["src/app.tsx", "src/pages/Home.tsx", "src/pages/About.tsx", "module.json", "sql/a.sql"].map(
  (path) => ({ path, marks: ["generated"], size: 1, conflicts: 0, elements: [] }),
);
const names = (closed: readonly string[], filter = "") =>
  rowsOf(files, new Set(closed), filter).map(({ name, level }) => `${level} ${name}`);

test("folders stand before files, each in its order", () => {
  expect(names([])).toEqual([
    "1 sql",
    "2 a.sql",
    "1 src",
    "2 pages",
    "3 About.tsx",
    "3 Home.tsx",
    "2 app.tsx",
    "1 module.json",
  ]);
});

test("a closed folder hides what is in it and says how much that is", () => {
  const rows = rowsOf(files, new Set(["src"]));
  expect(rows.map(({ name }) => name)).toEqual(["sql", "a.sql", "src", "module.json"]);
  expect(rows.find(({ name }) => name === "src")).toMatchObject({ isOpen: false, count: 3, position: 2, siblings: 3 });
});

test("a filter finds by all of its words and looks into closed folders", () => {
  expect(names(["src"], "pages home")).toEqual(["1 src", "2 pages", "3 Home.tsx"]);
  expect(names([], "nothing like it")).toEqual([]);
});
