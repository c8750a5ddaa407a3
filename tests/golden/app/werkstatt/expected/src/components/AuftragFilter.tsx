// From component AuftragFilter of the spec.
import { FilterBar } from "@sayso/app-kit";
import { auftrag } from "../entities/auftrag";

/** Filters of Reparaturauftrags. */
export function AuftragFilter() {
  return <FilterBar entity={auftrag} fields={["zustand", "dringlichkeit", "kunde"]} />;
}
