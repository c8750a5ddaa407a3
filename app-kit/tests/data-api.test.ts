import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { DataApi, type Model, rows, type Stored } from "../memory";
import { type AnyEntity, defineEntity } from "../src";

const text = z.string().nullish();

const client = defineEntity<never, object>({
  name: "client",
  collection: "clients",
  label: "Client",
  labelPlural: "Clients",
  schema: z.object({ name: z.string().min(1), email: text, tags: z.array(z.string()).nullish() }),
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true },
    email: { kind: "email", label: "Email", unique: true },
    tags: { kind: "multi_enum", label: "Tags", options: ["vip", "new"].map((value) => ({ value, label: value })) },
    visits: { kind: "integer", label: "Visits", computed: true },
  },
  related: { appointments: { entity: "appointment", via: "client", label: "Appointments" } },
});

const service = defineEntity<never, object>({
  name: "service",
  collection: "services",
  label: "Service",
  labelPlural: "Services",
  schema: z.object({ name: z.string().min(1), price: z.number().min(0) }),
  fields: {
    name: { kind: "text", label: "Name", required: true },
    price: { kind: "money", label: "Price", required: true },
    appointments: { kind: "many_to_many", label: "Appointments", entity: "appointment" },
  },
  related: { appointments: { entity: "appointment", via: "services", label: "Appointments" } },
});

const appointment = defineEntity<never, object>({
  name: "appointment",
  collection: "appointments",
  label: "Appointment",
  labelPlural: "Appointments",
  schema: z.object({ client_id: z.string(), starts_at: z.string(), minutes: z.number().nullish() }),
  fields: {
    client: { kind: "belongs_to", label: "Client", entity: "client", required: true },
    starts_at: { kind: "datetime", label: "Starts at", required: true },
    minutes: { kind: "integer", label: "Minutes", default: 30 },
    status: {
      kind: "state",
      label: "Status",
      options: ["booked", "done", "cancelled"].map((value) => ({ value, label: value.toUpperCase() })),
    },
    services: { kind: "many_to_many", label: "Services", entity: "service" },
    total: { kind: "money", label: "Total", computed: true },
  },
  related: { services: { entity: "service", via: "appointments", label: "Services" } },
  flow: {
    field: "status",
    initial: "booked",
    transitions: [
      { name: "finish", label: "Finish", from: "booked", to: "done" },
      { name: "cancel", label: "Cancel", from: "booked", to: "cancelled", roles: ["owner"] },
    ],
  },
});

const everything = { create: [{}], read: [{}], update: [{}], delete: [{}] };
const MODEL: Model = {
  entities: {
    client: {
      title: { fields: ["name"] },
      computed: { visits: (row) => rows.count(row.appointments, undefined, (item) => item.status === "done") },
    },
    service: { title: { fields: ["name"] } },
    appointment: {
      title: { relation: "client" },
      computed: { total: (row) => rows.sum(row.services, (item) => item.price, undefined) },
      rules: [
        {
          name: "no_double_booking",
          message: "This client is already here then.",
          holds: (row) =>
            rows.noOverlap(
              row,
              (one) => one.starts_at,
              (one) => new Date(Date.parse(one.starts_at) + one.minutes * 60_000).toISOString(),
              (one) => one.client_id,
              (one) => one.status !== "cancelled",
            ),
        },
      ],
      guards: { "booked finish": (row) => Date.parse(row.starts_at) <= Date.now() },
      grants: {
        owner: everything,
        helper: {
          read: [{ owner: (row) => row.created_by, fields: ["client", "starts_at", "status"] }],
          update: [{ owner: (row) => row.created_by, fields: ["starts_at", "status"] }],
        },
      },
    },
  },
  reports: {
    per_month: {
      name: "per_month",
      title: "Per month",
      entity: "appointment",
      chart: "line",
      group_by: ["month"],
      measures: [{ op: "count" }, { op: "sum", field: "total" }],
      filters: [],
      date_field: "starts_at",
    },
  },
};

const role = (name: string) => ({ name, label: name });
let api: DataApi;

function row(id: string, values: Readonly<Record<string, unknown>>): Stored {
  return { id, version: 1, created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z", ...values };
}

/** `GET clients?q=ada` and what came of it. */
async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await api.fetch(`/api/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = await answer.text();
  const json = said.startsWith("{") ? JSON.parse(said) : said;
  return { status: answer.status, json };
}

const names = async (path: string) => (await call("GET", path)).json.items.map((one: { name: string }) => one.name);
const ids = async (path: string) => (await call("GET", path)).json.items.map((one: { id: string }) => one.id);

beforeEach(() => {
  api = new DataApi({
    entities: [client, service, appointment] as unknown as AnyEntity[],
    model: MODEL,
    session: {
      member: { id: "m-owner", name: "Olga" },
      role: role("owner"),
      own_role: role("owner"),
      roles: [role("owner"), role("helper")],
      may_switch: true,
      site: { id: "s", name: "Here" },
      module: { slug: "salon", name: "Salon", version: "1" },
      settings: { currency: "EUR", time_zone: "Europe/Berlin", locale: "en" },
    },
    people: { owner: { id: "m-owner", name: "Olga" }, helper: { id: "m-helper", name: "Hank" } },
  });
  api.load({
    client: [
      row("c1", { name: "Ada Lovelace", email: "ada@example.com", tags: ["vip"] }),
      row("c2", { name: "Ben Okafor", email: null, tags: [] }),
      row("c3", { name: "Çelik 50%", email: "c@example.com", tags: ["vip", "new"] }),
    ],
    service: [row("s1", { name: "Cut", price: 0.1 }), row("s2", { name: "Wash", price: 0.2 })],
    appointment: [
      row("a1", {
        client_id: "c1",
        starts_at: "2026-03-31T22:30:00Z",
        minutes: 30,
        status: "done",
        created_by: "m-helper",
        services_ids: ["s1", "s2"],
      }),
      row("a2", {
        client_id: "c2",
        starts_at: "2026-01-10T09:00:00Z",
        minutes: 30,
        status: "booked",
        created_by: "m-owner",
      }),
      row("a3", {
        client_id: "c1",
        starts_at: "2099-05-01T09:00:00Z",
        minutes: 30,
        status: "booked",
        created_by: "m-owner",
      }),
    ],
  });
});

describe("a list", () => {
  it("filters by values, parents, sets and texts as they are written in addresses", async () => {
    expect(await ids("appointments?filter[status]=booked&sort=starts_at")).toEqual(["a2", "a3"]);
    expect(await ids("appointments?filter[status][in]=done,cancelled")).toEqual(["a1"]);
    expect(await ids("appointments?filter[client]=c1&sort=starts_at")).toEqual(["a1", "a3"]);
    expect(await ids("appointments?filter[client.name][contains]=ben")).toEqual(["a2"]);
    expect(await ids("appointments?filter[services][has]=s2")).toEqual(["a1"]);
    expect(await names("clients?filter[tags][has_any]=new")).toEqual(["Çelik 50%"]);
    expect(await names("clients?filter[email][is_null]=true")).toEqual(["Ben Okafor"]);
    expect(await names("clients?filter[name][starts_with]=ada")).toEqual(["Ada Lovelace"]);
    expect(await names("clients?filter[email][ne]=c@example.com&sort=name")).toEqual(["Ada Lovelace", "Ben Okafor"]);
  });

  it("takes a day for the whole day on the site's clock", async () => {
    expect(await ids("appointments?filter[starts_at]=2026-04-01")).toEqual(["a1"]);
    expect(await ids("appointments?filter[starts_at][between]=2026-04-01,2026-04-30")).toEqual(["a1"]);
    expect(await ids("appointments?filter[starts_at][lt]=2026-04-01")).toEqual(["a2"]);
    expect(await ids("appointments?filter[starts_at][upcoming]=true")).toEqual(["a3"]);
  });

  it("searches for every word and sorts empty values last in both directions", async () => {
    expect(await names("clients?q=LOVE ada")).toEqual(["Ada Lovelace"]);
    expect(await names("clients?q=50%25")).toEqual(["Çelik 50%"]);
    expect((await names("clients?sort=email")).at(-1)).toBe("Ben Okafor");
    expect((await names("clients?sort=-email")).at(-1)).toBe("Ben Okafor");
    expect(await ids("appointments?sort=client.name,-starts_at")).toEqual(["a3", "a1", "a2"]);
  });

  it("comes in pages, by number and behind a cursor", async () => {
    const first = (await call("GET", "clients?page_size=2&sort=name")).json;
    expect(first.page).toMatchObject({ page: 1, page_size: 2, total: 3, total_is_exact: true });
    expect(await names("clients?page_size=2&page=2&sort=name")).toEqual(["Çelik 50%"]);
    const rest = (await call("GET", `clients?page_size=2&cursor=${encodeURIComponent(first.page.next_cursor)}`)).json;
    expect(rest.items.map((one: { name: string }) => one.name)).toEqual(["Çelik 50%"]);
    expect(rest.page).toEqual({ page_size: 2, next_cursor: null });
  });

  it("says what cannot be understood", async () => {
    for (const query of ["filter[nothing]=1", "sort=nothing", "page_size=900", "filter[name][near]=x", "cursor=x"])
      expect([query, (await call("GET", `clients?${query}`)).status]).toEqual([query, 400]);
    expect((await call("GET", "nothing")).status).toBe(404);
  });

  it("names what rows belong to, and puts it in where that is asked for", async () => {
    const { items } = (await call("GET", "appointments?filter[id]=a1&expand=client,services")).json;
    expect(items[0]).toMatchObject({
      client_id: "c1",
      client_title: "Ada Lovelace",
      client: { name: "Ada Lovelace", visits: 1 },
    });
    expect(items[0]).toMatchObject({ services_ids: ["s1", "s2"], services_titles: ["Cut", "Wash"], total: 0.3 });
    expect(items[0]).not.toHaveProperty("created_by");
  });
});

describe("a change", () => {
  it("checks fields, references and names that are unknown", async () => {
    const missing = await call("POST", "clients", { email: "x@example.com" });
    expect([missing.status, missing.json.errors[0].field]).toEqual([422, "name"]);
    const stray = await call("POST", "appointments", { client_id: "gone", starts_at: "2026-06-01T09:00:00Z" });
    expect(stray.json.errors).toEqual([{ field: "client_id", message: "There is no such client." }]);
    expect((await call("POST", "clients", { name: "A", visits: 3 })).json.detail).toContain("worked out");
    expect((await call("PATCH", "clients/c1", { name: "" })).status).toBe(422);
  });

  it("keeps unique values unique and rules kept, and leaves nothing behind when refused", async () => {
    const twice = await call("POST", "clients", { name: "Ada", email: "ada@example.com" });
    expect([twice.status, twice.json.code, twice.json.errors[0].field]).toEqual([409, "not_unique", "email"]);
    const overlap = await call("POST", "appointments", { client_id: "c2", starts_at: "2026-01-10T09:15:00Z" });
    expect([overlap.status, overlap.json.code, overlap.json.detail]).toEqual([
      409,
      "rule_violated",
      "This client is already here then.",
    ]);
    expect((await call("GET", "appointments")).json.page.total).toBe(3);
    const after = await call("POST", "appointments", { client_id: "c2", starts_at: "2026-01-10T09:30:00Z" });
    expect([after.status, after.json.status, after.json.minutes]).toEqual([201, "booked", 30]);
  });

  it("is refused for a version that is not the last one", async () => {
    const done = await call("PATCH", "clients/c2", { name: "Benjamin" }, { "if-match": '"1"' });
    expect([done.status, done.json.version]).toEqual([200, 2]);
    const late = await call("PATCH", "clients/c2", { name: "Benny" }, { "if-match": '"1"' });
    expect([late.status, late.json.version]).toEqual([412, 2]);
  });

  it("works computed values and both sides of a set out anew", async () => {
    await call("PATCH", "services/s1", { price: 5 });
    expect((await call("GET", "appointments/a1")).json.total).toBe(5.2);
    await call("PUT", "services/s1/appointments", { ids: ["a2"] });
    expect((await call("GET", "appointments/a1")).json.services_ids).toEqual(["s2"]);
    expect((await call("GET", "appointments/a2")).json).toMatchObject({ services_titles: ["Cut"], total: 5 });
  });

  it("deletes, tells of it, and brings back", async () => {
    const used = await call("DELETE", "clients/c1");
    expect([used.status, used.json.code]).toEqual([409, "in_use"]);
    expect((await call("DELETE", "clients/c3")).status).toBe(204);
    expect((await call("GET", "clients/c3")).status).toBe(404);
    expect((await call("POST", "clients/c3/restore")).json.name).toBe("Çelik 50%");
    await call("PATCH", "clients/c3", { name: "Deniz" });
    const told = (await call("GET", "clients/c3/history")).json.items;
    expect(told.map((one: { action: string }) => one.action).slice(0, 3)).toEqual(["update", "restore", "delete"]);
    expect(told[0]).toMatchObject({ actor: { name: "Olga" }, changes: { name: ["Çelik 50%", "Deniz"] } });
  });
});

describe("a flow", () => {
  it("moves by its transitions, when their condition holds", async () => {
    const possible = (await call("GET", "appointments/a3/transitions")).json.items;
    expect(possible.map((one: { name: string; allowed: boolean }) => [one.name, one.allowed])).toEqual([
      ["finish", false],
      ["cancel", true],
    ]);
    expect((await call("POST", "appointments/a3/transitions/finish")).json.code).toBe("transition_refused");
    expect((await call("POST", "appointments/a2/transitions/finish")).json.status).toBe("done");
    const back = await call("PATCH", "appointments/a2", { status: "booked" });
    expect([back.status, back.json.detail]).toEqual([409, "This cannot go from “DONE” to “BOOKED”."]);
  });
});

describe("a role", () => {
  it("sees rows of its own and the fields that it may, and changes no others", async () => {
    expect((await call("POST", "session/role", { role: "helper" })).json.role.name).toBe("helper");
    expect((await call("GET", "session")).json.member.name).toBe("Hank");
    expect(await ids("appointments")).toEqual(["a1"]);
    expect((await call("GET", "appointments/a1")).json).toMatchObject({ minutes: null, total: null, status: "done" });
    expect((await call("GET", "appointments/a2")).status).toBe(404);
    expect((await call("PATCH", "appointments/a1", { minutes: 10 })).status).toBe(403);
    expect((await call("DELETE", "appointments/a1")).status).toBe(403);
    expect((await call("POST", "appointments", { client_id: "c1", starts_at: "2026-06-01T09:00:00Z" })).status).toBe(
      403,
    );
    await call("POST", "session/role", { role: null });
    expect((await call("GET", "appointments")).json.page.total).toBe(3);
  });
});

describe("figures", () => {
  it("stand for groups, with what people read", async () => {
    const { items } = (await call("GET", "appointments/stats?measures=count,sum:total&group_by=client")).json;
    expect(items[0]).toEqual({ group: "c1", label: "Ada Lovelace", count: 2, sum_total: 0.3 });
    const all = (await call("GET", "services/stats?measures=avg:price,max:price")).json.items;
    expect(all).toEqual([{ avg_price: 0.15, max_price: 0.2 }]);
  });

  it("count a row under each of its choices", async () => {
    const { items } = (await call("GET", "clients/stats?group_by=tags")).json;
    expect(items).toEqual([
      { group: "vip", label: "vip", count: 2 },
      { group: null, label: "", count: 1 },
      { group: "new", label: "new", count: 1 },
    ]);
  });

  it("fill the months in between, by the site's clock", async () => {
    const report = (await call("GET", "reports/per_month?from=2026-01-01&to=2026-04-30")).json;
    expect(report.columns.map((one: { key: string }) => one.key)).toEqual(["month", "count", "sum_total"]);
    expect(report.rows).toEqual([
      { month: "2026-01-01", count: 1, sum_total: 0 },
      { month: "2026-02-01", count: 0, sum_total: 0 },
      { month: "2026-03-01", count: 0, sum_total: 0 },
      { month: "2026-04-01", count: 1, sum_total: 0.3 },
    ]);
  });
});

describe("a sheet", () => {
  it("is written so that it can be read again, and runs nothing", async () => {
    await call("PATCH", "clients/c2", { name: "=1+1" });
    const sheet = String((await call("GET", "clients/export.csv?columns=name,email&sort=name")).json);
    expect(sheet.replace("\ufeff", "").split("\r\n").slice(0, 2)).toEqual(["Name,Email", "'=1+1,"]);
    const tried = await api.fetch("/api/appointments/import", {
      method: "POST",
      body: "Client,Starts at,Colour\nAda Lovelace,2026-08-01T09:00:00Z,red\nNobody,2026-08-02T09:00:00Z,\n",
    });
    const said = await tried.json();
    expect(said).toMatchObject({ created: 0, rows: 2, error_count: 1, ignored: ["Colour"] });
    expect(said.errors[0].row).toBe(3);
  });
});

describe("settings", () => {
  it("hold at once, and go back to how it began", async () => {
    expect((await call("PATCH", "session/settings", { currency: "XXXX" })).status).toBe(422);
    await call("PATCH", "session/settings", { time_zone: "UTC" });
    expect(await ids("appointments?filter[starts_at]=2026-03-31")).toEqual(["a1"]);
    await call("PATCH", "session/settings", { time_zone: null });
    expect((await call("GET", "session")).json.settings.time_zone).toBe("Europe/Berlin");
  });
});
