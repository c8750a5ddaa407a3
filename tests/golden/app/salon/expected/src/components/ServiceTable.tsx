// From component ServiceTable of the spec.
import { EntityTable } from "@sayso/app-kit";
import { service } from "../entities/service";

/** Table of Services. */
export function ServiceTable() {
  return <EntityTable entity={service} columns={["name", "price", "duration", "active"]} />;
}
