// From component AppointmentStats of the spec.
import { StatTiles } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Stats of Appointments. */
export function AppointmentStats() {
  return (
    <StatTiles
      entity={appointment}
      stats={[
        { label: "Today", filters: [{ field: "starts_at", op: "today" }] },
        { label: "To confirm", filters: [{ field: "status", op: "eq", value: "booked" }] },
        {
          label: "Turnover this month",
          op: "sum",
          field: "price",
          filters: [
            { field: "starts_at", op: "this_month" },
            { field: "status", op: "eq", value: "done" },
          ],
        },
      ]}
    />
  );
}
