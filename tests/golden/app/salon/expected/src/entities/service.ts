// Service as the app shows it. From entity "service" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Service, type ServiceInput, serviceSchema } from "../schemas/service";

export { type Service, type ServiceInput, serviceSchema };

export const service = defineEntity<Service, ServiceInput>({
  name: "service",
  collection: "services",
  label: "Service",
  labelPlural: "Services",
  icon: "sparkles",
  titleField: "name",
  schema: serviceSchema,
  fields: {
    name: { kind: "text", label: "Name", required: true, unique: true, searchable: true },
    price: { kind: "money", label: "Price", required: true, min: 0 },
    duration: {
      kind: "integer",
      label: "Duration",
      required: true,
      default: 30,
      min: 5,
      max: 480,
      help: "In minutes.",
    },
    active: { kind: "boolean", label: "Active", default: true },
    stylists: { kind: "many_to_many", label: "Stylists", entity: "stylist" },
  },
  related: {
    appointments: { entity: "appointment", via: "service", label: "Appointments" },
    stylists: { entity: "stylist", via: "services", label: "Stylists" },
  },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { read: "all", readable: ["duration", "name"] },
  },
});
