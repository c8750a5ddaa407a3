// Appointment as the app shows it. From entity "appointment" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Appointment, type AppointmentInput, appointmentSchema } from "../schemas/appointment";

export { type Appointment, type AppointmentInput, appointmentSchema };

export const appointment = defineEntity<Appointment, AppointmentInput>({
  name: "appointment",
  collection: "appointments",
  label: "Appointment",
  labelPlural: "Appointments",
  addLabel: "Book appointment",
  icon: "calendar",
  titleField: "client",
  schema: appointmentSchema,
  fields: {
    client: { kind: "belongs_to", label: "Client", entity: "client", required: true },
    stylist: { kind: "belongs_to", label: "Stylist", entity: "stylist", required: true },
    service: { kind: "belongs_to", label: "Service", entity: "service", required: true },
    starts_at: { kind: "datetime", label: "Starts at", required: true },
    notes: { kind: "long_text", label: "Notes" },
    status: {
      kind: "state",
      label: "Status",
      options: [
        { value: "booked", label: "Booked", color: "info" },
        { value: "confirmed", label: "Confirmed", color: "accent" },
        { value: "done", label: "Done", color: "success" },
        { value: "cancelled", label: "Cancelled", color: "neutral" },
        { value: "no_show", label: "No-show", color: "danger" },
      ],
    },
    ends_at: { kind: "datetime", label: "Ends at", computed: true },
    price: { kind: "money", label: "Price", computed: true },
  },
  flow: {
    field: "status",
    initial: "booked",
    transitions: [
      { name: "confirm", label: "Confirm", from: "booked", to: "confirmed" },
      { name: "finish", label: "Finish", from: "confirmed", to: "done" },
      { name: "cancel", label: "Cancel", from: "booked", to: "cancelled" },
      { name: "cancel", label: "Cancel", from: "confirmed", to: "cancelled" },
      { name: "mark_no_show", label: "Mark as no-show", from: "confirmed", to: "no_show", roles: ["owner"] },
    ],
  },
  permissions: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "own", read: "own", update: "own" },
  },
});
