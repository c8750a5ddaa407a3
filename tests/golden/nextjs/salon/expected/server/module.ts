// Salon as the server knows it.
import { appointmentModel } from "./entities/appointment";
import { clientModel } from "./entities/client";
import { serviceModel } from "./entities/service";
import { stylistModel } from "./entities/stylist";
import type { ModuleModel } from "./model";

export const appModule: ModuleModel = {
  name: "Salon",
  slug: "salon",
  version: "1.0.0",
  description: "Appointments, clients and services of a hair salon.",
  roles: [
    { name: "owner", label: "Owner" },
    { name: "stylist", label: "Stylist" },
  ],
  widestRole: "owner",
  settings: [
    { key: "currency", label: "Currency", type: "string", options: [], value: "GBP" },
    { key: "time_zone", label: "Time zone", type: "string", options: [], value: "Europe/London" },
    { key: "locale", label: "Language and region", type: "string", options: [], value: "en" },
  ],
  history: "apps.mod_salon_history_v",
  restore: "apps.mod_salon_restore",
  reports: [
    {
      name: "appointments_per_stylist",
      title: "Appointments per stylist",
      entity: "appointment",
      chart: "bar",
      groupBy: ["stylist"],
      measures: [{ op: "count", label: "Appointments" }],
      filters: [],
    },
    {
      name: "turnover_per_month",
      title: "Turnover per month",
      entity: "appointment",
      chart: "line",
      groupBy: ["month"],
      measures: [{ op: "sum", field: "price" }],
      filters: [{ path: "status", op: "eq", value: "done" }],
      dateField: "starts_at",
    },
  ],
  endpoints: [
    {
      method: "GET",
      path: "/appointments",
      description: "List appointments",
      served_at: "/api/appointments",
    },
  ],
  entities: {
    client: clientModel,
    stylist: stylistModel,
    service: serviceModel,
    appointment: appointmentModel,
  },
};
