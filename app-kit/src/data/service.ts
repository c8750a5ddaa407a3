import type { AnyEntity, Entity, RowBase } from "../definition/entity";
import { type ListQuery, listParams, type StatsQuery, statsParams } from "./query";
import { request, requestBlob } from "./request";

export interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly page: {
    readonly page: number;
    readonly page_size: number;
    readonly total?: number | null;
    readonly next_cursor?: string | null;
  };
}

export interface HistoryEntry {
  readonly id: string;
  readonly action: string;
  readonly at: string;
  readonly actor: { readonly id: string | null; readonly name: string | null } | null;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

/** A move that leaves the row's present state; `reason` says why it is not allowed. */
export interface AvailableTransition {
  readonly name: string;
  readonly label: string;
  readonly to: string;
  readonly allowed: boolean;
  readonly reason?: string | null;
}

export interface StatsGroup {
  readonly group?: string | null;
  readonly label?: string | null;
  readonly [measure: string]: string | number | null | undefined;
}

/** A column of a file: where it goes, what it holds, and what it tells of how it is written. */
export interface ImportColumn {
  readonly position: number;
  readonly heading: string;
  /** Where it goes; null where it is left out. */
  readonly field: string | null;
  readonly samples: readonly string[];
  readonly note?: string;
}

/** What a column of a file can go to. */
export interface ImportField {
  readonly field: string;
  readonly label: string;
  readonly required: boolean;
}

export interface ImportReport {
  readonly created: number;
  /** How many rows the file has. */
  readonly rows: number;
  readonly columns?: readonly ImportColumn[];
  readonly fields?: readonly ImportField[];
  /** The first cells that cannot be taken over. */
  readonly errors: readonly { readonly row: number; readonly field?: string | null; readonly message: string }[];
  /** How many there are of them in all. */
  readonly error_count: number;
}

interface Cancel {
  readonly signal?: AbortSignal | undefined;
}

/** The typed client of one entity. Every method throws the ApiError that fits. */
export interface Service<Row extends RowBase, Input extends object> {
  readonly entity: Entity<Row, Input>;
  list(query?: ListQuery, options?: Cancel): Promise<ListPage<Row>>;
  get(id: string, options?: Cancel & { readonly expand?: readonly string[] }): Promise<Row>;
  create(input: Input, options?: { readonly idempotencyKey?: string }): Promise<Row>;
  createMany(inputs: readonly Input[]): Promise<readonly Row[]>;
  /** `version` makes the change fail with VersionConflict when somebody saved in between. */
  update(id: string, changes: Partial<Input>, options?: { readonly version?: number }): Promise<Row>;
  delete(id: string, options?: { readonly version?: number }): Promise<void>;
  restore(id: string): Promise<Row>;
  history(id: string, options?: Cancel): Promise<readonly HistoryEntry[]>;
  transitions(id: string, options?: Cancel): Promise<readonly AvailableTransition[]>;
  transition(id: string, name: string): Promise<Row>;
  setRelation(id: string, relation: string, ids: readonly string[]): Promise<void>;
  stats(query: StatsQuery, options?: Cancel): Promise<readonly StatsGroup[]>;
  importCsv(
    csv: Blob | string,
    options?: {
      readonly dryRun?: boolean;
      readonly partial?: boolean;
      /** Where each column goes, by position; null leaves one out. Without it, columns go where they are called alike. */
      readonly mapping?: readonly (string | null)[] | undefined;
    },
  ): Promise<ImportReport>;
  /** The list as CSV, with labels as its header. */
  exportCsv(query?: ListQuery, columns?: readonly string[]): Promise<Blob>;
}

/** The typed client of an entity's collection. */
export function createService<Row extends RowBase, Input extends object>(
  entity: Entity<Row, Input>,
): Service<Row, Input> {
  const root = `/api/${entity.collection}`;
  const at = (id: string, rest = "") => `${root}/${encodeURIComponent(id)}${rest}`;
  return {
    entity,
    list: (query = {}, options = {}) => request("GET", root, { query: listParams(query), ...options }),
    get: (id, { expand, signal } = {}) =>
      request("GET", at(id), { query: listParams(expand ? { expand } : {}), signal }),
    create: (body, { idempotencyKey = crypto.randomUUID() } = {}) =>
      request("POST", root, { body, headers: { "idempotency-key": idempotencyKey } }),
    createMany: async (items) =>
      (await request<{ items: readonly Row[] }>("POST", `${root}/bulk`, { body: { items } })).items,
    update: (id, body, { version } = {}) => request("PATCH", at(id), { body, headers: ifMatch(version) }),
    delete: (id, { version } = {}) => request("DELETE", at(id), { headers: ifMatch(version) }),
    restore: (id) => request("POST", at(id, "/restore")),
    history: async (id, options = {}) =>
      (await request<{ items: readonly HistoryEntry[] }>("GET", at(id, "/history"), options)).items,
    transitions: async (id, options = {}) =>
      (await request<{ items: readonly AvailableTransition[] }>("GET", at(id, "/transitions"), options)).items,
    transition: (id, name) => request("POST", at(id, `/transitions/${encodeURIComponent(name)}`)),
    setRelation: (id, relation, ids) => request("PUT", at(id, `/${relation}`), { body: { ids } }),
    stats: async (query, options = {}) =>
      (
        await request<{ items: readonly StatsGroup[] }>("GET", `${root}/stats`, {
          query: statsParams(query),
          ...options,
        })
      ).items,
    importCsv: (csv, { dryRun = false, partial = false, mapping } = {}) =>
      request("POST", `${root}/import`, {
        body: csv,
        query: new URLSearchParams({
          ...(dryRun && { dry_run: "true" }),
          ...(partial && { partial: "true" }),
          ...(mapping && { mapping: JSON.stringify(mapping) }),
        }),
        headers: { "content-type": "text/csv" },
      }),
    exportCsv: (query = {}, columns = []) => {
      const params = listParams(query);
      if (columns.length) params.set("columns", columns.join(","));
      return requestBlob(`${root}/export.csv`, params);
    },
  };
}

function ifMatch(version: number | undefined): Readonly<Record<string, string>> {
  return version === undefined ? {} : { "if-match": `"${version}"` };
}

const services = new WeakMap<AnyEntity, unknown>();

/** The one client of an entity, for components that are handed the entity only. */
export function serviceOf<Row extends RowBase, Input extends object>(entity: Entity<Row, Input>): Service<Row, Input> {
  const known = services.get(entity) as Service<Row, Input> | undefined;
  if (known) return known;
  const made = createService(entity);
  services.set(entity, made);
  return made;
}
