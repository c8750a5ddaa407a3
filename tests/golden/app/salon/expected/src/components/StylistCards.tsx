// From component StylistCards of the spec.
import { EntityCards } from "@sayso/app-kit";
import { stylist } from "../entities/stylist";

/** Cards of Stylists. */
export function StylistCards() {
  return <EntityCards entity={stylist} title="name" image="photo" fields={["works_on"]} />;
}
