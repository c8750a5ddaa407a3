// From component ClassList of the spec.
import { EntityList } from "@sayso/app-kit";
import { classEntity } from "../entities/class";

/** List of Classes. */
export function ClassList() {
  return <EntityList entity={classEntity} filters={[{ field: "parent", op: "is_null", value: true }]} />;
}
