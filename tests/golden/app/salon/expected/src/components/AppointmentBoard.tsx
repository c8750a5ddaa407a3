// From component AppointmentBoard of the spec.
import { KanbanBoard } from "@sayso/app-kit";
import { appointment } from "../entities/appointment";

/** Kanban of Appointments. */
export function AppointmentBoard() {
  return (
    <KanbanBoard
      entity={appointment}
      groupBy="status"
      title="client"
      fields={["service", "stylist", "starts_at"]}
      sum="price"
    />
  );
}
