// From component AuftragDetail of the spec.
import { EntityDetail } from "@sayso/app-kit";
import { auftrag } from "../entities/auftrag";

/** Detail of Reparaturauftrags. */
export function AuftragDetail() {
  return (
    <EntityDetail entity={auftrag} fields={["kunde", "beschreibung", "gesamtpreis"]} related={["teile"]} />
  );
}
