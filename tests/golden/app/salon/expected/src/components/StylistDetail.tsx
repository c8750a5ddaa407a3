// From component StylistDetail of the spec.
import { EntityDetail } from "@sayso/app-kit";
import { stylist } from "../entities/stylist";

/** Detail of Stylists. */
export function StylistDetail() {
  return <EntityDetail entity={stylist} related={["appointments", "services"]} />;
}
