// Services on the server. From entity "service" of the spec.
import { serviceSchema } from "../../client/schemas/service";
import { EntityService } from "../service";

export const serviceService = new EntityService({
  name: "service",
  collection: "services",
  label: "Service",
  labelPlural: "Services",
  table: "apps.mod_salon_services",
  view: "apps.mod_salon_services_v",
  titleColumn: "name",
  columns: {
    name: { kind: "text", label: "Name" },
    price: { kind: "number", label: "Price" },
    duration: { kind: "number", label: "Duration" },
    active: { kind: "boolean", label: "Active" },
  },
  searchable: ["name"],
  belongsTo: {},
  sets: {
    stylists: {
      entity: "stylist",
      table: "apps.mod_salon_stylist_services",
      own: "service_id",
      other: "stylist_id",
    },
  },
  schema: serviceSchema,
  createSchema: serviceSchema.partial({ duration: true }),
  grants: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { read: "all", readable: ["duration", "name"] },
  },
});
