import type { AnyEntity, AnyRow, RoleName } from "../src";
import { Access, type Actor } from "./access";
import { denied, invalid, json, Refusal } from "./answers";
import { reportOf, statsOf } from "./figures";
import { Files } from "./files";
import { Flows } from "./flows";
import { History } from "./history";
import { listOf, matching, sorted } from "./lists";
import type { Collection, Model, Stored } from "./model";
import { changedSettings, keepTime, type Setting, settingsOf } from "./settings";
import { Shapes } from "./shapes";
import { exported, imported, mappingIn } from "./sheet";
import { linked, Store } from "./store";
import { Writing } from "./writing";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly email?: string | null;
}

/** Who looks at the application, as the session call tells it. */
export interface MemorySession {
  readonly member: Person | null;
  readonly role: RoleName | null;
  readonly own_role: RoleName | null;
  readonly roles: readonly RoleName[];
  readonly may_switch: boolean;
  readonly site: { readonly id: string; readonly name: string };
  readonly module: { readonly slug: string; readonly name: string; readonly version: string | number };
  readonly [more: string]: unknown;
}

export interface DataApiOptions {
  readonly entities: readonly AnyEntity[];
  readonly model?: Model;
  readonly session: MemorySession;
  readonly settings?: readonly Setting[];
  /** Who signs in as each role; rows of their own are theirs. */
  readonly people?: Readonly<Record<string, Person>>;
}

interface Call {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly match: string | null;
}

/** The data API of an application with its rows in memory; docs/reference/data-api.md says what it answers. */
export class DataApi {
  readonly store: Store;
  readonly files = new Files();
  session: MemorySession;
  settings: readonly Setting[];
  protected readonly model: Model | undefined;
  private readonly initial: readonly Setting[];
  private readonly people: Readonly<Record<string, Person>>;
  private readonly access: Access;
  private readonly shapes: Shapes;
  private readonly flows: Flows;
  private readonly history: History;
  private readonly writing: Writing;

  constructor(options: DataApiOptions) {
    const actor = (): Actor => ({ role: this.session.role?.name ?? null, member: this.session.member?.id ?? null });
    this.store = new Store(options.entities, options.model);
    this.model = options.model;
    this.session = options.session;
    this.initial = options.settings ?? settingsOf((options.session.settings ?? {}) as Record<string, unknown>);
    this.settings = this.initial;
    this.people = options.people ?? {};
    this.access = new Access(this.store, actor);
    this.shapes = new Shapes(this.store, this.access);
    this.flows = new Flows(this.store, this.access, actor);
    this.history = new History(
      () => this.session.member && { id: this.session.member.id, name: this.session.member.name },
    );
    this.writing = new Writing(this.store, this.access, this.flows, this.history, actor);
    keepTime(this.settings);
  }

  get tables(): ReadonlyMap<string, Stored[]> {
    return this.store.tables;
  }

  /** Takes rows as they are; sets are made good on both sides, and rows that break a rule are left out. */
  load(rows: Readonly<Record<string, readonly Stored[]>>): void {
    for (const [name, found] of Object.entries(rows)) {
      if (this.store.collections.has(name)) for (const row of found) this.store.insert(name, { ...row });
    }
    for (const collection of this.store.collections.values()) this.mirror(collection);
    for (const [name, { rules }] of this.store.collections) {
      for (const row of [...this.store.table(name)]) {
        const live = this.store.live(name, row);
        if (rules.some(({ holds }) => holds(live) === false) && !this.isReferred(name, row))
          this.store.remove(name, row);
      }
    }
  }

  /** Looks at the application as a role; null is the person's own. */
  actAs(role: string | null): void {
    const wanted = role ?? this.session.own_role?.name;
    const found = this.session.roles.find(({ name }) => name === wanted) ?? this.session.own_role;
    this.session = { ...this.session, role: found, member: this.people[found?.name ?? ""] ?? this.session.member };
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input instanceof Request ? input.url : input), "http://localhost");
    const headers = new Headers(init.headers);
    const body: unknown = typeof init.body === "string" ? safeJson(init.body) : init.body;
    return this.respond(init.method ?? "GET", url, body, headers);
  };

  protected respond(method: string, url: URL, body: unknown, headers: Headers): Response | Promise<Response> {
    const [, api, ...path] = url.pathname.split("/").map(decodeURIComponent);
    try {
      if (api === "__signout") throw new Refusal(409, "There is nobody to sign out here.", { code: "conflict" });
      if (api !== "api") throw new Refusal(404, "There is nothing here.", { code: "not_found" });
      return this.answer({ method, path, query: url.searchParams, body, match: headers.get("if-match") });
    } catch (error) {
      if (error instanceof Refusal) return error.answer();
      throw error;
    }
  }

  private answer(call: Call): Response | Promise<Response> {
    const [first = "", second] = call.path;
    if (first === "session") return this.answerSession(call);
    if (first === "files") return this.files.answer(call.method, second, call.body);
    const found = [...this.store.collections.values()].find(({ entity }) => entity.collection === first);
    if (first === "reports" && (!found || this.model?.reports?.[second ?? ""]))
      return json(this.report(second ?? "", call.query));
    if (!found) throw new Refusal(404, `There is no collection "${first.slice(0, 60)}".`, { code: "not_found" });
    return second === undefined || ["stats", "bulk", "import", "export.csv"].includes(second)
      ? this.answerCollection(found.entity, second, call)
      : this.answerRow(found, second, call);
  }

  private answerSession({ method, path, body }: Call): Response {
    const values = Object.fromEntries(this.settings.map(({ key, value }) => [key, value]));
    if (path[1] === undefined) return json({ ...this.session, settings: values });
    if (path[1] === "role") {
      const role = (body as { readonly role?: string | null }).role ?? null;
      const known = this.session.roles.map(({ name }) => name);
      if (role !== null && !known.includes(role))
        throw invalid([{ field: "role", message: `Role must be one of: ${known.join(", ")}.` }]);
      if (!this.session.may_switch) throw denied("Only members with the widest role can look at it as another role.");
      this.actAs(role);
      return json({ role: this.session.role });
    }
    if (method === "PATCH") {
      this.settings = changedSettings(this.settings, this.initial, body as Record<string, unknown>);
      keepTime(this.settings);
      this.store.forget();
    }
    return json({ settings: this.settings });
  }

  protected report(name: string, query: URLSearchParams): unknown {
    const report = this.model?.reports?.[name];
    if (!report) throw new Refusal(404, `There is no report "${name.slice(0, 60)}".`, { code: "not_found" });
    return reportOf(this.store, this.access, report, query);
  }

  private answerCollection(entity: AnyEntity, part: string | undefined, call: Call): Response | Promise<Response> {
    const { method, query, body } = call;
    const { name } = entity;
    if (part === "import") return this.import(entity, query, body);
    if (part === "bulk") {
      const { items } = body as { readonly items: readonly unknown[] };
      return json({ items: items.map((each) => this.single(name, this.writing.create(name, each))) }, 201);
    }
    if (method === "POST") {
      const row = this.writing.create(name, body);
      const mayRead = this.access.may(name, "read", this.store.live(name, row));
      return json(mayRead ? this.single(name, row) : { id: row.id }, 201, { etag: `"${row.version}"` });
    }
    if (!this.access.mayAny(name, "read"))
      throw denied(`Your role may not do this with ${entity.labelPlural.toLowerCase()}.`);
    if (part === "stats") return json(statsOf(this.store, this.access, name, query));
    if (part === "export.csv") return this.export(name, query);
    return json(listOf(this.store, this.access, this.shapes, name, query));
  }

  private answerRow({ entity, sets }: Collection, id: string, call: Call): Response {
    const { method, path, query, body, match } = call;
    const { name, label } = entity;
    const [, , action, more] = path;
    if (action === "restore") return json(this.single(name, this.writing.restore(name, id)));
    const row = this.store.find(name, id);
    if (!row || !this.access.may(name, "read", this.store.live(name, row)))
      throw new Refusal(404, `There is no such ${label.toLowerCase()}.`, { code: "not_found" });
    if (action === "history") return json({ items: this.history.of(row) });
    if (action === "transitions") {
      if (method === "GET") return json({ items: this.flows.possible(name, row) });
      const move = this.flows.demandMove(name, row, more ?? "");
      return json(this.single(name, this.writing.move(name, row, entity.flow?.field ?? "", move.to)));
    }
    if (action !== undefined && action in sets) {
      const { ids } = body as { readonly ids: unknown };
      return json(this.single(name, this.writing.patch(name, row, { [`${action}_ids`]: linked(ids) }, null)));
    }
    if (method === "DELETE") {
      this.writing.delete(name, row, match);
      return new Response(null, { status: 204 });
    }
    if (method === "PATCH") this.writing.patch(name, row, body, match);
    const shown = this.single(name, row, (query.get("expand") ?? "").split(",").filter(Boolean));
    return json(shown, 200, { etag: `"${row.version}"` });
  }

  protected single(entity: string, row: Stored, expand: readonly string[] = []): AnyRow {
    return this.shapes.single(entity, this.store.live(entity, row), expand) as unknown as AnyRow;
  }

  private export(entity: string, query: URLSearchParams): Response {
    const rows = sorted(
      this.store,
      entity,
      matching(this.store, this.access, entity, query),
      query.get("sort") || "-created_at",
    );
    const columns = (query.get("columns") ?? "").split(",").filter(Boolean);
    const text = exported(this.store, entity, rows, columns);
    return new Response(text, { headers: { "content-type": "text/csv; charset=utf-8" } });
  }

  private async import({ name }: AnyEntity, query: URLSearchParams, body: unknown): Promise<Response> {
    const file = body instanceof FormData ? body.get("file") : body;
    const text = file instanceof Blob ? await textOf(file) : String(file ?? "");
    const options = {
      isDry: query.get("dry_run") === "true",
      isPartial: query.get("partial") === "true",
      mapping: mappingIn(query.get("mapping")),
      ...this.notation(),
    };
    const create = (values: Readonly<Record<string, unknown>>) => {
      const row = this.writing.create(name, values);
      return () => this.store.remove(name, row);
    };
    return json(imported(this.store, name, text, options, create));
  }

  /** How people write values here. */
  private notation() {
    const text = (key: string) => String(this.settings.find((each) => each.key === key)?.value ?? "");
    return {
      language: text("locale") || "en",
      currency: text("currency") || undefined,
      timeZone: text("time_zone") || "UTC",
    };
  }

  /** Has both sides of each many_to_many relation tell the same. */
  private mirror({ entity, sets }: Collection): void {
    for (const [set, { entity: other, inverse }] of Object.entries(sets)) {
      for (const row of this.store.table(entity.name)) {
        const known = linked(row[`${set}_ids`]).filter((id) => this.store.find(other, id));
        const back = inverse
          ? this.store.table(other).filter((each) => linked(each[`${inverse}_ids`]).includes(row.id))
          : [];
        this.store.change(row, { [`${set}_ids`]: [...new Set([...known, ...back.map(({ id }) => id)])] });
      }
    }
  }

  private isReferred(entity: string, row: Stored): boolean {
    return [...this.store.collections.values()].some(({ entity: other, parents }) =>
      Object.entries(parents).some(
        ([name, link]) =>
          link.entity === entity && this.store.table(other.name).some((each) => each[`${name}_id`] === row.id),
      ),
    );
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function textOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsText(file);
  });
}
