// From component Roster of the spec.
import { EntityList } from "@sayso/app-kit";
import { staff } from "../entities/staff";

/** List of Staff. */
export function Roster() {
  return <EntityList entity={staff} />;
}
