// From component AuftragBoard of the spec.
import { KanbanBoard } from "@sayso/app-kit";
import { auftrag } from "../entities/auftrag";

/** Kanban of Reparaturauftrags. */
export function AuftragBoard() {
  return (
    <KanbanBoard
      entity={auftrag}
      groupBy="zustand"
      title="kunde"
      fields={["dringlichkeit", "gesamtpreis"]}
      sum="gesamtpreis"
    />
  );
}
