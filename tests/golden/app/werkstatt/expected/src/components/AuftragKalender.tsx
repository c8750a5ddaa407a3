// From component AuftragKalender of the spec.
import { EntityCalendar } from "@sayso/app-kit";
import { auftrag } from "../entities/auftrag";

/** Calendar of Reparaturauftrags. */
export function AuftragKalender() {
  return (
    <EntityCalendar
      entity={auftrag}
      variant="agenda"
      start="annahme"
      end="abholung"
      title="kunde"
      colorBy="zustand"
    />
  );
}
