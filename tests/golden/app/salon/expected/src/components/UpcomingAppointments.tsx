// From component UpcomingAppointments of the spec.
import { EntityList } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** List of Appointments. */
export function UpcomingAppointments() {
  return (
    <EntityList
      entity={appointment}
      title="Upcoming appointments"
      columns={["client", "service", "starts_at", "status"]}
      sort={[{ field: "starts_at" }]}
      filters={[{ field: "starts_at", op: "upcoming" }]}
    />
  );
}
