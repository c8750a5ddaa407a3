// From component TeileTabelle of the spec.
import { EntityTable } from "@sayso/app-kit";
import { ersatzteil } from "../entities/ersatzteil";

/** Table of Ersatzteils. */
export function TeileTabelle() {
  return (
    <EntityTable
      entity={ersatzteil}
      variant="inline-edit"
      columns={["bezeichnung", "bestand"]}
      sort={[{ field: "bestand" }, { field: "bezeichnung", descending: true }]}
    />
  );
}
