// From component AppointmentDetail of the spec.
import { EntityDetail } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Detail of Appointments. */
export function AppointmentDetail() {
  return (
    <EntityDetail
      entity={appointment}
      fields={["client", "service", "stylist", "starts_at", "ends_at", "price", "notes"]}
    />
  );
}
