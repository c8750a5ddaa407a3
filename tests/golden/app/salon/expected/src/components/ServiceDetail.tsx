// From component ServiceDetail of the spec.
import { EntityDetail } from "@sayso/app-kit";
import { service } from "../entities/service";

/** Detail of Services. */
export function ServiceDetail() {
  return <EntityDetail entity={service} />;
}
