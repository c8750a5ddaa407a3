// Stylists on the server. From entity "stylist" of the spec.
import { stylistSchema } from "../../client/schemas/stylist";
import { EntityService } from "../service";

export const stylistService = new EntityService({
  name: "stylist",
  collection: "stylists",
  label: "Stylist",
  labelPlural: "Stylists",
  table: "apps.mod_salon_stylists",
  view: "apps.mod_salon_stylists_v",
  titleColumn: "name",
  columns: {
    name: { kind: "text", label: "Name" },
    photo: { kind: "uuid", label: "Photo" },
    works_on: { kind: "texts", label: "Works on" },
  },
  searchable: ["name"],
  belongsTo: {},
  sets: {
    services: {
      entity: "service",
      table: "apps.mod_salon_stylist_services",
      own: "stylist_id",
      other: "service_id",
    },
  },
  schema: stylistSchema,
  createSchema: stylistSchema,
  grants: { owner: { create: "all", read: "all", update: "all", delete: "all" }, stylist: { read: "all" } },
});
