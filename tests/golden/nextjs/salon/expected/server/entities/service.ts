// Services on the server. From entity "service" of the spec.
import { serviceSchema } from "../../client/schemas/service";
import type { EntityModel } from "../model";

export const serviceModel: EntityModel = {
  name: "service",
  collection: "services",
  label: "Service",
  labelPlural: "Services",
  table: "apps.mod_salon_services",
  view: "apps.mod_salon_services_v",
  title: ["name"],
  columns: {
    name: { kind: "text", label: "Name", required: true },
    price: { kind: "money", label: "Price", required: true },
    duration: { kind: "integer", label: "Duration", required: true },
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
  rules: [],
  schema: serviceSchema,
  createSchema: serviceSchema.partial({ duration: true }),
  grants: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { read: "all", readable: ["duration", "name"] },
  },
};
