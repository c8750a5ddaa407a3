// Salon as the server knows it.
import { appointmentService } from "./entities/appointment";
import { clientService } from "./entities/client";
import { serviceService } from "./entities/service";
import { stylistService } from "./entities/stylist";
import type { ModuleModel } from "./model";

export const appModule: ModuleModel = {
  name: "Salon",
  slug: "salon",
  version: "1.0.0",
  roles: [
    { name: "owner", label: "Owner" },
    { name: "stylist", label: "Stylist" },
  ],
  settings: { currency: "GBP", time_zone: "Europe/London" },
  history: "apps.mod_salon_history_v",
  restore: "apps.mod_salon_restore",
  entities: {
    client: clientService.model,
    stylist: stylistService.model,
    service: serviceService.model,
    appointment: appointmentService.model,
  },
  reports: [
    {
      name: "appointments_per_stylist",
      title: "Appointments per stylist",
      entity: "appointment",
      chart: "bar",
      groupBy: [{ path: "stylist", label: "Stylist" }],
      measures: [{ op: "count", label: "Appointments" }],
      filters: [],
    },
    {
      name: "turnover_per_month",
      title: "Turnover per month",
      entity: "appointment",
      chart: "line",
      groupBy: [{ path: "month", label: "Month" }],
      measures: [{ op: "sum", field: "price", label: "Total price" }],
      filters: [{ field: "status", op: "eq", value: "done" }],
      dateField: "starts_at",
    },
  ],
};
