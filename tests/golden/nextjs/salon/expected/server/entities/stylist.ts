// Stylists on the server. From entity "stylist" of the spec.
import { stylistSchema } from "../../client/schemas/stylist";
import type { EntityModel } from "../model";

export const stylistModel: EntityModel = {
  name: "stylist",
  collection: "stylists",
  label: "Stylist",
  labelPlural: "Stylists",
  table: "apps.mod_salon_stylists",
  view: "apps.mod_salon_stylists_v",
  title: ["name"],
  columns: {
    name: { kind: "text", label: "Name", required: true },
    photo: { kind: "image", label: "Photo" },
    works_on: {
      kind: "multi_enum",
      label: "Works on",
      options: [
        { name: "monday", label: "Monday" },
        { name: "tuesday", label: "Tuesday" },
        { name: "wednesday", label: "Wednesday" },
        { name: "thursday", label: "Thursday" },
        { name: "friday", label: "Friday" },
        { name: "saturday", label: "Saturday" },
      ],
    },
  },
  isPerson: true,
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
  rules: [],
  schema: stylistSchema,
  createSchema: stylistSchema,
  grants: { owner: { create: "all", read: "all", update: "all", delete: "all" }, stylist: { read: "all" } },
};
