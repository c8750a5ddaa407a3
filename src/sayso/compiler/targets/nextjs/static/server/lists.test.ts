// Parameters of lists as statements: what is asked for in an address only ever becomes a bound value.
import { expect, test } from "vitest";
import { listStatements, readListQuery } from "./lists";
import { appModule } from "./module";
import { Malformed } from "./problems";

const models = Object.values(appModule.entities);
const statementsFor = (query: string) =>
  models.map((model) => listStatements(model, readListQuery(new URLSearchParams(query)), "UTC"));

test("values are bound and never part of the text", () => {
  const hostile = "x'; drop table members; --";
  const query = new URLSearchParams({ q: hostile, "filter[id][in]": crypto.randomUUID() });
  for (const [rows] of statementsFor(query.toString())) {
    expect(rows?.text).not.toContain("drop table");
    expect(rows?.values).toContain("%drop%");
  }
});

test.each([
  "sort=name);drop table x",
  'filter[no" or true]=1',
  "filter[id]=1",
  "filter[id][eq'--]=1",
  "expand=no_such_relation",
  "page=0",
  "page_size=1000",
  "cursor=x",
])("%s is refused", (query) => {
  expect(models.length).toBeGreaterThan(0);
  expect(() => statementsFor(query)).toThrow(Malformed);
});

test("a cursor belongs to its sort", () => {
  const cursor = Buffer.from(JSON.stringify(["-created_at", null, null])).toString("base64url");
  expect(() => readListQuery(new URLSearchParams({ cursor, sort: "id" }))).toThrow(Malformed);
});

test("the total is counted with pages, and with cursors only when asked for", () => {
  const cursor = Buffer.from(JSON.stringify(["id", crypto.randomUUID()])).toString("base64url");
  const counts = (query: string) => readListQuery(new URLSearchParams(query)).count;
  expect([
    counts(""),
    counts("count=false"),
    counts(`cursor=${cursor}`),
    counts(`cursor=${cursor}&count=true`),
  ]).toEqual([true, false, false, true]);
});
