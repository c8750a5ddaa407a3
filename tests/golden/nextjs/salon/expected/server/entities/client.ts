// Clients on the server. From entity "client" of the spec.
import { clientSchema } from "../../client/schemas/client";
import type { EntityModel } from "../model";

export const clientModel: EntityModel = {
  name: "client",
  collection: "clients",
  label: "Client",
  labelPlural: "Clients",
  table: "apps.mod_salon_clients",
  view: "apps.mod_salon_clients_v",
  title: ["name"],
  columns: {
    name: { kind: "text", label: "Name", required: true },
    mobile: { kind: "phone", label: "Mobile" },
    email: { kind: "email", label: "Email" },
    birthday: { kind: "date", label: "Birthday" },
    hair_type: {
      kind: "enum",
      label: "Hair type",
      options: [
        { name: "straight", label: "Straight" },
        { name: "wavy", label: "Wavy" },
        { name: "curly", label: "Curly" },
      ],
    },
    colour_notes: { kind: "long_text", label: "Colour notes" },
    appointment_count: { kind: "integer", label: "Appointments", computed: true },
  },
  searchable: ["name", "mobile"],
  belongsTo: {},
  sets: {},
  rules: [],
  schema: clientSchema,
  createSchema: clientSchema,
  grants: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "all", read: "all", update: "all" },
  },
};
