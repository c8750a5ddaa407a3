// From component KundenKarten of the spec.
import { EntityCards } from "@sayso/app-kit";
import { kunde } from "../entities/kunde";

/** Cards of Kundin oder Kundes. */
export function KundenKarten() {
  return <EntityCards entity={kunde} title="name" subtitle="telefon" fields={["umsatz"]} />;
}
