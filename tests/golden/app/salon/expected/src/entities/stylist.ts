// Stylist as the app shows it. From entity "stylist" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Stylist, type StylistInput, stylistSchema } from "../schemas/stylist";

export { type Stylist, type StylistInput, stylistSchema };

export const stylist = defineEntity<Stylist, StylistInput>({
  name: "stylist",
  collection: "stylists",
  label: "Stylist",
  labelPlural: "Stylists",
  icon: "scissors",
  titleField: "name",
  schema: stylistSchema,
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true },
    photo: { kind: "image", label: "Photo" },
    works_on: {
      kind: "multi_enum",
      label: "Works on",
      options: [
        { value: "monday", label: "Monday" },
        { value: "tuesday", label: "Tuesday" },
        { value: "wednesday", label: "Wednesday" },
        { value: "thursday", label: "Thursday" },
        { value: "friday", label: "Friday" },
        { value: "saturday", label: "Saturday" },
      ],
    },
    services: { kind: "many_to_many", label: "Services", entity: "service" },
  },
  related: {
    appointments: { entity: "appointment", via: "stylist", label: "Appointments" },
    services: { entity: "service", via: "stylists", label: "Services" },
  },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { read: "all" },
  },
});
