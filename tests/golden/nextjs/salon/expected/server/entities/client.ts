// Clients on the server. From entity "client" of the spec.
import { clientSchema } from "../../client/schemas/client";
import { EntityService } from "../service";

export const clientService = new EntityService({
  name: "client",
  collection: "clients",
  label: "Client",
  labelPlural: "Clients",
  table: "apps.mod_salon_clients",
  view: "apps.mod_salon_clients_v",
  titleColumn: "name",
  columns: {
    name: { kind: "text", label: "Name" },
    mobile: { kind: "text", label: "Mobile" },
    email: { kind: "text", label: "Email" },
    birthday: { kind: "date", label: "Birthday" },
    hair_type: { kind: "text", label: "Hair type" },
    colour_notes: { kind: "text", label: "Colour notes" },
    appointment_count: { kind: "number", label: "Appointments" },
  },
  searchable: ["name", "mobile"],
  belongsTo: {},
  sets: {},
  schema: clientSchema,
  createSchema: clientSchema,
  grants: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "all", read: "all", update: "all" },
  },
});
