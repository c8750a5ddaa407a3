// From component AppointmentsPerStylistChart of the spec.
import { ReportChart } from "@sayso/app-kit";

/** Chart appointments per stylist chart. */
export function AppointmentsPerStylistChart() {
  return <ReportChart report="appointments_per_stylist" kind="bar" />;
}
