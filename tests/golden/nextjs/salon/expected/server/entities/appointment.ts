// Appointments on the server. From entity "appointment" of the spec.
import { appointmentSchema } from "../../client/schemas/appointment";
import type { EntityModel } from "../model";

export const appointmentModel: EntityModel = {
  name: "appointment",
  collection: "appointments",
  label: "Appointment",
  labelPlural: "Appointments",
  table: "apps.mod_salon_appointments",
  view: "apps.mod_salon_appointments_v",
  title: [],
  titleRelation: "client",
  columns: {
    starts_at: { kind: "datetime", label: "Starts at", required: true },
    notes: { kind: "long_text", label: "Notes" },
    client_id: { kind: "uuid", label: "Client", required: true },
    stylist_id: { kind: "uuid", label: "Stylist", required: true },
    service_id: { kind: "uuid", label: "Service", required: true },
    status: {
      kind: "enum",
      label: "Status",
      options: [
        { name: "booked", label: "Booked" },
        { name: "confirmed", label: "Confirmed" },
        { name: "done", label: "Done" },
        { name: "cancelled", label: "Cancelled" },
        { name: "no_show", label: "No-show" },
      ],
    },
    ends_at: { kind: "datetime", label: "Ends at", computed: true },
    price: { kind: "money", label: "Price", computed: true },
  },
  searchable: [],
  belongsTo: { client: "client", stylist: "stylist", service: "service" },
  sets: {},
  rules: [{ name: "no_double_booking", message: "This stylist already has an appointment at that time." }],
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
};
