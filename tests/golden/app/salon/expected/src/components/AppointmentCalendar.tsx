// From component AppointmentCalendar of the spec.
import { EntityCalendar } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Calendar of Appointments. */
export function AppointmentCalendar() {
  return (
    <EntityCalendar
      entity={appointment}
      variant="week"
      start="starts_at"
      end="ends_at"
      title="client"
      colorBy="status"
    />
  );
}
