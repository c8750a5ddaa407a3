import type { AnyEntity, AnyRow, ReportData } from "../src";

type Stored = Record<string, unknown> & { id: string; version: number };

/** The data API of an application, in memory: enough of docs/reference/data-api.md to work and to test with. */
export class MemoryApi {
  readonly tables = new Map<string, Stored[]>();
  readonly calls: { method: string; path: string; query: URLSearchParams; body: unknown }[] = [];
  /** What each report answers for a span of days. */
  readonly reports = new Map<string, (from: string | null, to: string | null) => ReportData>();
  private readonly removed = new Map<string, Stored>();
  session: Record<string, unknown> = {
    member: { id: "m1", name: "Ada Lovelace", email: "ada@example.com" },
    role: { name: "owner", label: "Owner" },
    own_role: { name: "owner", label: "Owner" },
    roles: [
      { name: "owner", label: "Owner" },
      { name: "stylist", label: "Stylist" },
    ],
    may_switch: true,
    site: { id: "s1", name: "High Street" },
    module: { slug: "salon", name: "Salon", version: 1 },
    settings: { currency: "GBP", time_zone: "Europe/London", locale: "en-GB" },
  };
  /** Answers before anything else, to play what goes wrong. */
  intercept: ((method: string, path: string) => Response | null) | null = null;
  /** Which revision of the application answers. */
  revision = "first";
  private next = 1;

  constructor(private readonly entities: readonly AnyEntity[]) {
    for (const entity of entities) this.tables.set(entity.name, []);
  }

  /** Stores a row and answers it as the API would. */
  add(entity: AnyEntity, values: Readonly<Record<string, unknown>>): AnyRow {
    const now = new Date().toISOString();
    const row: Stored = {
      id: `${entity.name}-${this.next++}`,
      version: 1,
      created_at: now,
      updated_at: now,
      ...values,
    };
    if (entity.flow && !(entity.flow.field in row)) row[entity.flow.field] = entity.flow.initial;
    this.tables.get(entity.name)?.push(row);
    return this.shown(entity, row);
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input instanceof Request ? input.url : input), "http://localhost");
    const method = init.method ?? "GET";
    const body: unknown = typeof init.body === "string" ? safeJson(init.body) : init.body;
    this.calls.push({ method, path: url.pathname, query: url.searchParams, body });
    const answer = this.intercept?.(method, url.pathname) ?? this.answer(method, url, body, new Headers(init.headers));
    answer.headers.set("sayso-revision", this.revision);
    return answer;
  };

  private setUp(method: string, body: unknown): Response {
    const settings = { ...(this.session.settings as object), ...(method === "PATCH" ? (body as object) : {}) };
    if ("currency" in settings && settings.currency === "XXX") {
      const message = "Currency must be one that is in use.";
      return problem(422, { detail: message, errors: [{ field: "currency", message }] });
    }
    this.session = { ...this.session, settings };
    const shown = Object.entries(settings).map(([key, value]) => ({
      key,
      value,
      label: key === "time_zone" ? "Time zone" : key === "currency" ? "Currency" : "Language and region",
      type: "string",
      options: [],
    }));
    return json({ settings: shown });
  }

  private answer(method: string, url: URL, body: unknown, headers: Headers): Response {
    const [, , collection, id, action, name] = url.pathname.split("/");
    if (collection === "session" && id === "settings") return this.setUp(method, body);
    if (collection === "session") return json(this.session);
    if (collection === "reports") return this.report(id ?? "", url.searchParams);
    const entity = this.entities.find((each) => each.collection === collection);
    if (!entity) return problem(404, { detail: "There is no such collection." });
    if (id === "stats") return this.stats(entity, url.searchParams);
    if (id === "import") return json({ created: 2, errors: [{ row: 3, field: "Name", message: "Name is needed." }] });
    if (!id) return method === "POST" ? this.create(entity, body) : this.list(entity, url.searchParams);
    if (action === "restore") return this.restore(entity, id);
    const row = this.tables.get(entity.name)?.find((each) => each.id === id);
    if (!row) return problem(404, { detail: `There is no such ${entity.label.toLowerCase()}.` });
    if (action === "transitions") return this.transitions(entity, row, method, name);
    if (action === "history") return json({ items: history(row) });
    if (method === "PATCH") return this.patch(entity, row, body, headers.get("if-match"));
    if (method === "DELETE") return this.remove(entity, row);
    return json(this.shown(entity, row));
  }

  private list(entity: AnyEntity, query: URLSearchParams): Response {
    const found = this.matching(entity, query);
    const sort = query.get("sort");
    if (sort) found.sort(comparing(sort));
    const size = Number(query.get("page_size") ?? 20);
    const page = Number(query.get("page") ?? 1);
    const items = found.slice((page - 1) * size, page * size);
    return json({ items, page: { page, page_size: size, total: found.length, next_cursor: null } });
  }

  private matching(entity: AnyEntity, query: URLSearchParams): AnyRow[] {
    const q = query.get("q")?.toLowerCase();
    return (this.tables.get(entity.name) ?? [])
      .map((row) => this.shown(entity, row))
      .filter((row) => {
        if (q && !Object.values(row).some((value) => String(value).toLowerCase().includes(q))) return false;
        return [...query].every(([key, value]) => meets(row, key, value));
      });
  }

  private stats(entity: AnyEntity, query: URLSearchParams): Response {
    const rows = this.matching(entity, query);
    const measures = (query.get("measures") ?? "count").split(",");
    const by = query.get("group_by");
    if (!by) return json({ items: [figures(rows, measures)] });
    const isRelation = entity.fields[by]?.kind === "belongs_to";
    const groups = grouped(rows, (row) => row[isRelation ? `${by}_id` : by] ?? null);
    const items = [...groups].map(([group, members]) => ({
      group,
      label: isRelation ? members[0]?.[`${by}_title`] : group,
      ...figures(members, measures),
    }));
    return json({ items });
  }

  private report(name: string, query: URLSearchParams): Response {
    const make = this.reports.get(name);
    if (!make) return problem(404, { detail: `There is no report “${name}”.` });
    return json(make(query.get("from"), query.get("to")));
  }

  private create(entity: AnyEntity, body: unknown): Response {
    return json(this.add(entity, body as Record<string, unknown>), 201);
  }

  private patch(entity: AnyEntity, row: Stored, body: unknown, match: string | null): Response {
    if (match && match !== `"${row.version}"`) return problem(412, { detail: "Somebody else saved this row." });
    Object.assign(row, body, { version: row.version + 1, updated_at: new Date().toISOString() });
    return json(this.shown(entity, row));
  }

  private remove(entity: AnyEntity, row: Stored): Response {
    this.removed.set(row.id, row);
    const kept = (this.tables.get(entity.name) ?? []).filter((each) => each !== row);
    this.tables.set(entity.name, kept);
    return new Response(null, { status: 204 });
  }

  private restore(entity: AnyEntity, id: string): Response {
    const row = this.removed.get(id);
    if (!row) return problem(404, {});
    this.tables.get(entity.name)?.push(row);
    return json(this.shown(entity, row));
  }

  private transitions(entity: AnyEntity, row: Stored, method: string, name?: string): Response {
    const flow = entity.flow;
    const possible = flow?.transitions.filter(({ from }) => from === row[flow.field]) ?? [];
    if (method === "GET") {
      return json({
        items: possible.map((move) => ({
          name: move.name,
          label: move.label,
          to: move.to,
          allowed: move.name !== "finish",
          reason: move.name === "finish" ? "It has not started yet." : null,
        })),
      });
    }
    const move = possible.find((each) => each.name === name);
    if (!flow || !move) return problem(409, { code: "transition_refused", detail: "That step is not possible now." });
    Object.assign(row, { [flow.field]: move.to, version: row.version + 1 });
    return json(this.shown(entity, row));
  }

  private shown(entity: AnyEntity, row: Stored): AnyRow {
    const titles: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(entity.fields)) {
      const target = this.entities.find((each) => each.name === field.entity);
      if (!target) continue;
      const titleOf = (id: unknown) => {
        const found = this.tables.get(target.name)?.find((each) => each.id === id);
        return found ? found[target.titleField ?? "name"] : null;
      };
      if (field.kind === "belongs_to") titles[`${name}_title`] = titleOf(row[`${name}_id`]);
      if (field.kind === "many_to_many") {
        const ids = (row[`${name}_ids`] as string[] | undefined) ?? [];
        Object.assign(titles, { [`${name}_ids`]: ids, [`${name}_titles`]: ids.map(titleOf) });
      }
    }
    return { ...row, ...titles } as unknown as AnyRow;
  }
}

function meets(row: AnyRow, key: string, value: string): boolean {
  const match = /^filter\[([\w.]+)\](?:\[(\w+)\])?$/.exec(key);
  if (!match) return true;
  const held = row[match[1] ?? ""];
  const wanted = value.split(",");
  switch (match[2] ?? "eq") {
    case "in":
      return wanted.includes(String(held));
    case "has_any":
      return Array.isArray(held) && held.some((each) => wanted.includes(String(each)));
    case "contains":
      return String(held ?? "")
        .toLowerCase()
        .includes(value.toLowerCase());
    case "gte":
      return held !== null && held !== undefined && String(held) >= value;
    case "lt":
      return held !== null && held !== undefined && String(held) < value;
    case "is_null":
      return (held === null || held === undefined) === (value !== "false");
    case "between":
      return isWithin(held, wanted[0] ?? "", wanted[1] ?? "");
    case "today":
      return isWithin(held, today(), today());
    case "this_week":
      return isWithin(held, today(-sinceMonday()), today(6 - sinceMonday()));
    case "this_month":
      return String(held).slice(0, 7) === today().slice(0, 7);
    case "eq":
      return String(held) === value;
    default:
      return true;
  }
}

/** Whether a moment lies within two days, both counted; by the clock of London in winter, which is that of UTC. */
function isWithin(held: unknown, first: string, last: string): boolean {
  if (typeof held !== "string") return false;
  return held.slice(0, first.length) >= first && held.slice(0, last.length) <= last;
}

function today(plus = 0): string {
  return new Date(Date.now() + plus * 86_400_000).toISOString().slice(0, 10);
}

function sinceMonday(): number {
  return (new Date().getUTCDay() + 6) % 7;
}

/** Things by what they have in common, in the order they come. */
export function grouped<T, K>(things: readonly T[], keyOf: (thing: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return groups;
}

function figures(rows: readonly AnyRow[], measures: readonly string[]): Record<string, number | string | null> {
  return Object.fromEntries(
    measures.map((measure) => {
      const [op = "count", field = ""] = measure.split(":");
      if (op === "count") return ["count", rows.length];
      const values = rows.flatMap((row) => (typeof row[field] === "number" ? [row[field]] : []));
      const sum = values.reduce((total, value) => total + value, 0);
      const found = { sum, avg: sum / values.length, min: Math.min(...values), max: Math.max(...values) }[op] ?? null;
      return [`${op}_${field}`, op === "sum" || values.length ? found : null];
    }),
  );
}

function comparing(sort: string): (one: AnyRow, other: AnyRow) => number {
  const descending = sort.startsWith("-");
  const path = sort.replace(/^-/, "").split(",")[0] ?? "";
  const key = path.includes(".") ? `${path.split(".")[0]}_title` : path;
  return (one, other) => {
    const order = String(one[key] ?? "").localeCompare(String(other[key] ?? ""), "en", { numeric: true });
    return descending ? -order : order;
  };
}

function history(row: Stored): unknown[] {
  const actor = { id: "m1", name: "Ada Lovelace" };
  return [
    {
      id: "h2",
      action: "update",
      at: row.updated_at,
      actor,
      changes: { notes: [null, "Prefers quiet"], status: ["booked", "confirmed"] },
    },
    { id: "h1", action: "create", at: row.created_at, actor, changes: {} },
  ];
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
}

/** An answer of the data API that something is wrong. */
export function problem(status: number, content: Readonly<Record<string, unknown>>): Response {
  return new Response(JSON.stringify({ status, ...content }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}
