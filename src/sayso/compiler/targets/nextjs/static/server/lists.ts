// Pages of rows: sorted, filtered, and walked through by cursors that later rows do not move.
import { Conditions, readFilters } from "./filters";
import { castOf, type EntityModel, type Filter, type Kind } from "./model";
import { selectList, target, type Target } from "./paths";
import { Malformed } from "./problems";
import { type Statement, statement } from "./statement";
import { readValue, Unreadable } from "./written";

export interface ListQuery {
  readonly filters: readonly Filter[];
  readonly sort: string;
  readonly search: string;
  readonly expand: readonly string[];
  readonly page: number;
  readonly pageSize: number;
  readonly cursor?: readonly (string | null)[];
  readonly count: boolean;
}

type SortKey = Target & { readonly descending: boolean };

const MOST_COUNTED = 10_000;
const FARTHEST_ROW = 1_000_000;
const LARGEST_PAGE = 200;

/** Reads the parameters of a list. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const given = params.get("cursor");
  const [cursorSort, ...cursor] = given ? readCursor(given) : [null];
  const sort = params.get("sort") || cursorSort || "-created_at";
  if (given && sort !== cursorSort) {
    throw new Malformed("The cursor belongs to another sort order.", "Start again without a cursor.");
  }
  const [page, pageSize] = [
    wholeNumber(params, "page", 1, FARTHEST_ROW),
    wholeNumber(params, "page_size", 20, LARGEST_PAGE),
  ];
  if (page * pageSize > FARTHEST_ROW) {
    throw new Malformed(
      "That page is too far away.",
      "Go on with next_cursor, or narrow the list by filters.",
    );
  }
  const count = params.get("count");
  return {
    filters: readFilters(params),
    sort,
    search: params.get("q")?.trim() ?? "",
    expand: [...new Set((params.get("expand") ?? "").split(",").filter(Boolean))],
    page,
    pageSize,
    ...(given ? { cursor } : {}),
    count: given ? count === "true" : count !== "false",
  };
}

/** The statements of a list: its rows with their sort keys, and perhaps how many there are. */
export function listStatements(model: EntityModel, query: ListQuery, timeZone: string): Statement[] {
  const conditions = new Conditions(model, timeZone).add(query.filters);
  if (query.search) conditions.search(query.search);
  const counted = statement(
    `select count(*)::int as total from (select 1 from ${model.view} r${conditions.sql} limit ${MOST_COUNTED + 1}) c`,
    conditions.values.list,
  );
  const keys = sortKeys(model, query.sort);
  if (query.cursor) conditions.parts.push(behind(keys, query.cursor, conditions));
  const order = keys.map(({ sql, descending, isAlwaysThere }) =>
    descending ? `${sql} desc${isAlwaysThere ? "" : " nulls last"}` : sql,
  );
  const offset = query.cursor ? 0 : (query.page - 1) * query.pageSize;
  const rows = statement(
    `select (select row_to_json(s) from (select ${selectList(model, query.expand, false)}) s) as row,
       to_json(array[${keys.map(({ sql }) => `${sql}::text`).join(", ")}]) as keys
     from ${model.view} r${conditions.sql} order by ${order.join(", ")} limit ${query.pageSize + 1} offset ${offset}`,
    conditions.values.list,
  );
  return query.count ? [rows, counted] : [rows];
}

/** The answer of a list call from what its statements found. */
export function listAnswer(
  query: ListQuery,
  found: readonly (readonly Readonly<Record<string, unknown>>[])[],
) {
  const [rows = [], counted] = found;
  const shown = rows.slice(0, query.pageSize);
  const total = counted?.[0]?.total;
  const last = rows.length > query.pageSize ? shown.at(-1)?.keys : undefined;
  return {
    items: shown.map(({ row }) => row),
    page: {
      page_size: query.pageSize,
      next_cursor: last
        ? Buffer.from(JSON.stringify([query.sort, ...(last as string[])])).toString("base64url")
        : null,
      ...(query.cursor ? {} : { page: query.page }),
      ...(typeof total === "number"
        ? { total: Math.min(total, MOST_COUNTED), total_is_exact: total <= MOST_COUNTED }
        : {}),
    },
  };
}

function sortKeys(model: EntityModel, sort: string): SortKey[] {
  const keys = sort
    .split(",")
    .slice(0, 6)
    .map((name) => {
      const found = target(model, name.replace(/^[+-]/, "").trim());
      if (["json", "multi_enum"].includes(found.column.kind)) {
        throw new Malformed(`${found.column.label} cannot be sorted by.`);
      }
      return { ...found, descending: name.startsWith("-") };
    });
  return [...keys, { ...target(model, "id"), descending: keys.at(-1)?.descending ?? false }];
}

/** Rows behind the cursor; empty values come last in both directions. */
function behind(
  keys: readonly SortKey[],
  cursor: readonly (string | null)[],
  { values }: Conditions,
): string {
  if (cursor.length !== keys.length) {
    throw new Malformed("The cursor belongs to another sort order.", "Start again without a cursor.");
  }
  const places = keys.map(({ column: { kind } }, index) => {
    const text = cursor[index] ?? null;
    return text === null ? null : values.bind(readKey(kind, text), castOf(kind));
  });
  if (keys.every((key) => key.isAlwaysThere && key.descending === keys[0]?.descending)) {
    return `(${keys.map(({ sql }) => sql).join(", ")}) ${keys[0]?.descending ? "<" : ">"} (${places.join(", ")})`;
  }
  const same: string[] = [];
  const branches = keys.flatMap(({ sql, descending, isAlwaysThere }, index) => {
    const place = places[index];
    if (!place) {
      same.push(`${sql} is null`);
      return [];
    }
    const beyond = `${sql} ${descending ? "<" : ">"} ${place}`;
    const branch = [...same, isAlwaysThere ? beyond : `(${beyond} or ${sql} is null)`].join(" and ");
    same.push(`${sql} = ${place}`);
    return [`(${branch})`];
  });
  return `(${branches.join(" or ")})`;
}

function readKey(kind: Kind, text: string): string {
  try {
    readValue(kind, text);
    return text;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new Malformed("The cursor is damaged.", "Start again without a cursor.");
  }
}

function readCursor(cursor: string): (string | null)[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const isKeys = Array.isArray(keys) && keys.every((key) => key === null || typeof key === "string");
    if (isKeys && keys.length > 1 && typeof keys[0] === "string") return keys;
  } catch {
    // told below
  }
  throw new Malformed("The cursor is not one that a list has given.", "Start again without a cursor.");
}

function wholeNumber(params: URLSearchParams, name: string, otherwise: number, most: number): number {
  const text = params.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1 || Number(text) > most) {
    throw new Malformed(`${name} must be a whole number from 1 to ${most}.`);
  }
  return Number(text);
}
