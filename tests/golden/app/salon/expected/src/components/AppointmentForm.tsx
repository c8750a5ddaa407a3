// From component AppointmentForm of the spec.
import { EntityForm } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Form of Appointments. */
export function AppointmentForm() {
  return (
    <EntityForm
      entity={appointment}
      fields={["client", "service", "stylist", "starts_at", "notes"]}
      submitLabel="Book appointment"
    />
  );
}
