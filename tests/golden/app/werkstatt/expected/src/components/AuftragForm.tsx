// From component AuftragForm of the spec.
import { EntityForm } from "@sayso/app-kit";
import { auftrag } from "../entities/auftrag";

/** Form of Reparaturauftrags. */
export function AuftragForm() {
  return <EntityForm entity={auftrag} variant="advanced" />;
}
