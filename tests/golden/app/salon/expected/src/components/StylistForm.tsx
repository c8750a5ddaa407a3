// From component StylistForm of the spec.
import { EntityForm } from "@sayso/app-kit";
import { stylist } from "../entities/stylist";

/** Form of Stylists. */
export function StylistForm() {
  return <EntityForm entity={stylist} />;
}
