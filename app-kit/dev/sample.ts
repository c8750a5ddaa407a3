import { grouped, MemoryApi } from "./data-api";
import { appointment, client, service, stylist } from "./salon";

const NAMES = [
  "Amelia Hart",
  "Ben Okafor",
  "Chloé Dubois",
  "Dmitri Sokolov",
  "ليلى حداد",
  "Fatima Noor",
  "Grundstücksverkehrsgenehmigungszuständigkeit GmbH",
  "Hannah Weiß",
  "Ivo Petrov",
  "Jun Tanaka",
];

/** A salon with as many rows as asked for, the same every time. */
export function sampleApi(count: number): MemoryApi {
  const api = new MemoryApi([client, stylist, service, appointment]);
  addReports(api);
  if (count === 0) return api;
  const services = [
    ["Cut and finish", 42, 45],
    ["Colour", 85.5, 90],
    ["Beard trim", 18, 20],
    ["Balayage", 160, 150],
  ].map(([name, price, duration]) => api.add(service, { name, price, duration, active: name !== "Balayage" }));
  const stylists = ["Zoe", "Marco", "Priya"].map((name, index) =>
    api.add(stylist, {
      name,
      works_on: ["monday", "tuesday", "friday"].slice(index),
      services_ids: [services[index]?.id],
    }),
  );
  const start = Date.now() - 3 * 86_400_000;
  for (let index = 0; index < count; index++) {
    const name = NAMES[index % NAMES.length] ?? "Ada";
    const person = api.add(client, {
      name: index < NAMES.length ? name : `${name} ${index}`,
      mobile: index % 3 ? `+44 7700 900${String(100 + index).slice(-3)}` : null,
      email: index % 4 ? `client${index}@example.com` : null,
      birthday: index % 2 ? `19${60 + (index % 39)}-0${1 + (index % 9)}-12` : null,
      hair_type: ["straight", "wavy", "curly", null][index % 4],
      colour_notes: index % 5 ? null : "6N with 20 vol developer.\nPatch test every six months.",
      appointment_count: index % 12,
    });
    const chosen = services[index % services.length];
    const at = new Date(start + index * 5.5 * 3_600_000);
    at.setMinutes(index % 2 ? 30 : 0, 0, 0);
    api.add(appointment, {
      client_id: person.id,
      stylist_id: stylists[index % stylists.length]?.id,
      service_id: chosen?.id,
      starts_at: at.toISOString(),
      ends_at: new Date(at.getTime() + Number(chosen?.duration) * 60_000).toISOString(),
      price: chosen?.price,
      notes: index % 4 ? null : "Prefers a quiet chair by the window.",
      status: ["booked", "confirmed", "done", "cancelled", "no_show"][index % 5],
    });
  }
  return api;
}

const sum = (rows: readonly Readonly<Record<string, unknown>>[], key: string) =>
  rows.reduce((total, row) => total + Number(row[key] ?? 0), 0);

function addReports(api: MemoryApi): void {
  const found = (from: string | null, to: string | null) =>
    (api.tables.get("appointment") ?? []).filter(({ starts_at }) => {
      const day = String(starts_at).slice(0, 10);
      return (!from || day >= from) && (!to || day <= to);
    });
  const named = (table: string, id: unknown) => String(api.tables.get(table)?.find((row) => row.id === id)?.name);
  const month = { key: "month", label: "Month", type: "date" };
  const turnover = { key: "sum_price", label: "Turnover", type: "money" };
  const count = { key: "count", label: "Appointments", type: "integer" };
  api.reports.set("turnover_per_month", (from, to) => ({
    name: "turnover_per_month",
    title: "Turnover per month",
    chart: "line",
    columns: [month, turnover],
    rows: [...grouped(found(from, to), ({ starts_at }) => `${String(starts_at).slice(0, 7)}-01`)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([day, rows]) => ({ month: day, sum_price: sum(rows, "price") })),
    period: "month",
    from,
    to,
  }));
  const addGrouped = (name: string, title: string, chart: string, by: string, table: string) =>
    api.reports.set(name, (from, to) => ({
      name,
      title,
      chart,
      columns: [{ key: by, label: by === "client" ? "Client" : "Stylist", type: "text" }, count, turnover],
      rows: [...grouped(found(from, to), (row) => row[`${by}_id`])]
        .map(([id, rows]) => ({ [by]: named(table, id), count: rows.length, sum_price: sum(rows, "price") }))
        .sort((one, other) => Number(other.count) - Number(one.count)),
    }));
  addGrouped("appointments_per_stylist", "Appointments per stylist", "bar", "stylist", "stylist");
  addGrouped("appointments_per_client", "Appointments per client", "bar", "client", "client");
  api.reports.set("states_per_month", (from, to) => ({
    name: "states_per_month",
    title: "Appointments per month and status",
    chart: "bar",
    columns: [month, { key: "status", label: "Status", type: "text" }, count],
    rows: [...grouped(found(from, to), ({ starts_at, status }) => `${String(starts_at).slice(0, 7)}-01 ${status}`)].map(
      ([key, rows]) => ({ month: key.slice(0, 10), status: key.slice(11), count: rows.length }),
    ),
  }));
}
