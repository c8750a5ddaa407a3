// From component AppointmentTable of the spec.
import { EntityTable } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Table of Appointments. */
export function AppointmentTable() {
  return (
    <EntityTable
      entity={appointment}
      variant="advanced"
      columns={["client", "service", "stylist", "starts_at", "status", "price"]}
      sort={[{ field: "starts_at", descending: true }]}
    />
  );
}
