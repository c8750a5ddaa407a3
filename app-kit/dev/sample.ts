import type { Measure, Model } from "../memory";
import type { AnyEntity } from "../src";
import { MemoryApi } from "./data-api";
import { appointment, client, service, stylist } from "./salon";

const ENTITIES: readonly AnyEntity[] = [client, stylist, service, appointment];

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
export function sampleApi(count: number, entities: readonly AnyEntity[] = ENTITIES): MemoryApi {
  const api = new MemoryApi(entities, MODEL);
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

const COUNT = { op: "count", label: "Appointments" };
const TURNOVER = { op: "sum", field: "price", label: "Turnover" };
const report = (
  name: string,
  title: string,
  chart: string,
  groups: readonly string[],
  measures: readonly Measure[],
) => ({
  [name]: {
    name,
    title,
    chart,
    entity: "appointment",
    group_by: groups,
    measures,
    filters: [],
    date_field: "starts_at",
  },
});

/** What the definitions do not say of the salon: its reports, and that nobody is finished before they have begun. */
const MODEL: Model = {
  entities: {
    appointment: {
      parents: { client: { entity: "client", onDelete: "set_null" } },
      guards: { "confirmed finish": (row) => Date.parse(row.starts_at) <= Date.now() },
    },
  },
  reports: {
    ...report("turnover_per_month", "Turnover per month", "line", ["month"], [TURNOVER]),
    ...report("appointments_per_stylist", "Appointments per stylist", "bar", ["stylist"], [COUNT, TURNOVER]),
    ...report("appointments_per_client", "Appointments per client", "bar", ["client"], [COUNT, TURNOVER]),
    ...report("states_per_month", "Appointments per month and status", "bar", ["month", "status"], [COUNT]),
  },
};
