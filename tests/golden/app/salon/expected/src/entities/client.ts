// Client as the app shows it. From entity "client" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Client, type ClientInput, clientSchema } from "../schemas/client";

export { type Client, type ClientInput, clientSchema };

export const client = defineEntity<Client, ClientInput>({
  name: "client",
  collection: "clients",
  label: "Client",
  labelPlural: "Clients",
  icon: "users",
  description: "People who come to the salon.",
  titleField: "name",
  schema: clientSchema,
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true },
    mobile: { kind: "phone", label: "Mobile", searchable: true },
    email: { kind: "email", label: "Email", unique: true },
    birthday: { kind: "date", label: "Birthday" },
    hair_type: {
      kind: "enum",
      label: "Hair type",
      options: [
        { value: "straight", label: "Straight" },
        { value: "wavy", label: "Wavy" },
        { value: "curly", label: "Curly" },
      ],
    },
    colour_notes: { kind: "long_text", label: "Colour notes", help: "Which dye, which developer." },
    appointment_count: { kind: "integer", label: "Appointments", computed: true },
  },
  related: { appointments: { entity: "appointment", via: "client", label: "Appointments" } },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "all", read: "all", update: "all" },
  },
});
