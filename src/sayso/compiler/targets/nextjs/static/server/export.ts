// Export of a list as CSV, page by page, so that memory stays small however long the list is.
import { type Column, columnOf, type EntityModel, isText, keysOf, relationOf } from "./model";
import { type ListQuery, readListQuery } from "./lists";
import { Malformed } from "./problems";
import type { EntityService } from "./service";
import type { Session } from "./session";
import { csvLines, guarded } from "./sheet";
import type { Row } from "./statement";

interface CsvColumn {
  readonly label: string;
  readonly cell: (row: Row) => string;
}

const PAGE = 1000;
const LEFT_OUT = new Set(["id", "version", "member_id", "updated_at"]);

/** The file as a stream; the first page is read at once, while errors can still be told. */
export async function exportList(service: EntityService, session: Session, params: URLSearchParams) {
  const columns = chosen(
    service.model,
    (params.get("columns") ?? "").split(",").filter(Boolean),
    session.timeZone,
  );
  for (const name of ["page", "page_size", "cursor", "count"]) params.delete(name);
  const query: ListQuery = {
    ...readListQuery(params),
    pageSize: PAGE,
    count: false,
    expand: Object.keys(service.model.sets),
  };
  let page = await service.list(session, query);
  const lines = () => csvLines((page.items as Row[]).map((row) => columns.map(({ cell }) => cell(row))));
  const encoder = new TextEncoder();
  let isBegun = false;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) {
        isBegun = true;
        const header = csvLines([columns.map(({ label }) => label)]);
        return controller.enqueue(encoder.encode(`\uFEFF${header}${lines()}`));
      }
      if (!page.page.next_cursor) return controller.close();
      const next = new URLSearchParams({ cursor: page.page.next_cursor, sort: query.sort });
      page = await service.list(session, { ...query, cursor: readListQuery(next).cursor ?? [] });
      controller.enqueue(encoder.encode(lines()));
    },
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${service.model.collection}.csv"`,
    },
  });
}

function chosen(model: EntityModel, wanted: readonly string[], timeZone: string): CsvColumn[] {
  const known = new Map<string, CsvColumn>();
  for (const key of keysOf(model)) {
    const column = columnOf(model, key);
    const relation = relationOf(model, key);
    if (!column || (LEFT_OUT.has(key) && !relation)) continue;
    if (relation)
      known.set(relation, {
        label: column.label,
        cell: (row) => guarded(String(row[`${relation}_title`] ?? "")),
      });
    else known.set(key, { label: column.label, cell: (row) => cellOf(column, row[key], timeZone) });
  }
  for (const name of Object.keys(model.sets)) {
    const label = name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
    const cell = (row: Row) =>
      guarded(((row[`${name}_titles`] ?? []) as unknown[]).map((title) => title ?? "").join("; "));
    known.set(name, { label, cell });
  }
  if (!wanted.length) return [...known.values()];
  known.set("id", { label: "Id", cell: (row) => String(row.id) });
  return wanted.map((name) => {
    const column = known.get(name) ?? known.get(name.replace(/_(id|ids|title)$/, ""));
    if (!column) throw new Malformed(`There is no column “${name.slice(0, 60)}”.`);
    return column;
  });
}

function cellOf({ kind, options = [] }: Column, value: unknown, timeZone: string): string {
  const label = (one: unknown) => options.find(({ name }) => name === one)?.label ?? String(one);
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (kind === "multi_enum" && Array.isArray(value)) return guarded(value.map(label).join("; "));
  if (kind === "json") return guarded(JSON.stringify(value));
  if (kind === "enum") return guarded(label(value));
  if (kind === "datetime") return new Date(String(value)).toLocaleString("sv-SE", { timeZone });
  return isText(kind) ? guarded(String(value)) : String(value);
}
