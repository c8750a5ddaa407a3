// From component AppointmentFilters of the spec.
import { FilterBar } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Filters of Appointments. */
export function AppointmentFilters() {
  return <FilterBar entity={appointment} fields={["status", "stylist"]} />;
}
