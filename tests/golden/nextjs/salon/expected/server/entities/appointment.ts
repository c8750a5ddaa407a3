// Appointments on the server. From entity "appointment" of the spec.
import { appointmentSchema } from "../../client/schemas/appointment";
import { EntityService } from "../service";

export const appointmentService = new EntityService({
  name: "appointment",
  collection: "appointments",
  label: "Appointment",
  labelPlural: "Appointments",
  table: "apps.mod_salon_appointments",
  view: "apps.mod_salon_appointments_v",
  titleColumn: "client_title",
  columns: {
    client_id: { kind: "uuid", label: "Client" },
    client_title: { kind: "text", label: "Client" },
    stylist_id: { kind: "uuid", label: "Stylist" },
    stylist_title: { kind: "text", label: "Stylist" },
    service_id: { kind: "uuid", label: "Service" },
    service_title: { kind: "text", label: "Service" },
    starts_at: { kind: "datetime", label: "Starts at" },
    notes: { kind: "text", label: "Notes" },
    status: { kind: "text", label: "Status" },
    ends_at: { kind: "datetime", label: "Ends at" },
    price: { kind: "number", label: "Price" },
  },
  searchable: [],
  belongsTo: { client: "client", stylist: "stylist", service: "service" },
  sets: {},
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
  schema: appointmentSchema,
  createSchema: appointmentSchema,
  grants: {
    owner: { create: "all", read: "all", update: "all", delete: "all" },
    stylist: { create: "own", read: "own", update: "own" },
  },
});
