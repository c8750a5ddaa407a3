import { expr } from "../src";
import type { Access } from "./access";
import { malformed } from "./answers";
import { conditionsOf, searchOf } from "./filters";
import type { Live } from "./model";
import { type Target, targetOf } from "./paths";
import type { Shapes } from "./shapes";
import type { Store } from "./store";

const LARGEST_PAGE = 200;
const COUNT_LIMIT = 10_000;
const UNSORTABLE = new Set(["json", "multi_enum", "many_to_many"]);

/** Which rows of an entity somebody sees that meet the filters and the search, in no order. */
export function matching(store: Store, access: Access, entity: string, query: URLSearchParams): Live[] {
  const conditions = conditionsOf(store, entity, query);
  const text = query.get("q");
  if (text) conditions.push(searchOf(store, entity, text));
  return store
    .all(entity)
    .filter((row) => access.may(entity, "read", row) && conditions.every((condition) => condition(row)));
}

/** The list call: a page of rows, by number or behind a cursor. */
export function listOf(store: Store, access: Access, shapes: Shapes, entity: string, query: URLSearchParams) {
  const cursor = query.get("cursor");
  const [cursorSort, cursorId] = cursor ? readCursor(cursor) : [null, null];
  const sort = query.get("sort") || cursorSort || "-created_at";
  if (cursorSort !== null && cursorSort !== sort) throw malformed("The cursor belongs to another sort order.");
  const size = wholeNumber(query, "page_size", 20, LARGEST_PAGE);
  const page = wholeNumber(query, "page", 1, 1_000_000);
  const found = sorted(store, entity, matching(store, access, entity, query), sort);
  const start = cursorId === null ? (page - 1) * size : found.findIndex((row) => row.id === cursorId) + 1;
  const shown = found.slice(start, start + size);
  const expand = (query.get("expand") ?? "").split(",").filter(Boolean);
  const counts = query.get("count") !== "false" && (cursor === null || query.get("count") === "true");
  const last = shown.at(-1);
  return {
    items: shown.map((row) => shapes.listed(entity, row, expand)),
    page: {
      ...(cursor === null && { page }),
      page_size: size,
      ...(counts && { total: Math.min(found.length, COUNT_LIMIT), total_is_exact: found.length <= COUNT_LIMIT }),
      next_cursor: last && start + size < found.length ? writeCursor(sort, String(last.id)) : null,
    },
  };
}

/** Rows in an order such as `-starts_at,client.name`; empty values come last in both directions. */
export function sorted(store: Store, entity: string, rows: readonly Live[], sort: string): Live[] {
  const keys = sort.split(",").map((part) => {
    const target = targetOf(store, entity, part.replace(/^[+-]/, "").trim());
    if (UNSORTABLE.has(target.kind)) throw malformed(`${target.label} cannot be sorted by.`);
    return { target, isDown: part.startsWith("-") };
  });
  const place = new Map(rows.map((row, index) => [row, index]));
  const inTurn = (one: Live, other: Live) => (place.get(one) ?? 0) - (place.get(other) ?? 0);
  return [...rows].sort((one, other) => {
    for (const { target, isDown } of keys) {
      const order = compared(target, one, other, isDown);
      if (order !== 0) return order;
    }
    return keys.at(-1)?.isDown ? -inTurn(one, other) : inTurn(one, other);
  });
}

function compared(target: Target, one: Live, other: Live, isDown: boolean): number {
  const [a, b] = [target.read(one), target.read(other)];
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = ordered(target, a, b);
  return isDown ? -order : order;
}

/** Texts and states as they are written, everything else by its size. */
function ordered({ kind }: Target, a: unknown, b: unknown): number {
  if (typeof a === "string" && typeof b === "string" && kind !== "datetime")
    return a.localeCompare(b, "en", { numeric: true });
  return expr.lt(a as never, b as never) ? -1 : Number(expr.gt(a as never, b as never));
}

function wholeNumber(query: URLSearchParams, name: string, initial: number, most: number): number {
  const text = query.get(name);
  if (text === null) return initial;
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1 || number > most)
    throw malformed(`${name} must be a whole number from 1 to ${most}.`);
  return number;
}

function writeCursor(sort: string, id: string): string {
  return btoa(JSON.stringify([sort, id]));
}

function readCursor(text: string): readonly [string, string] {
  try {
    return JSON.parse(atob(text)) as [string, string];
  } catch {
    throw malformed("The cursor is not one that a list has given.");
  }
}
