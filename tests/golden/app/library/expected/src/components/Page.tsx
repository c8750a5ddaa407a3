// From component Page of the spec.
import { EntityCards } from "@sayso/app-kit";
import { staff } from "../entities/staff";

/** Cards of Staff. */
export function Page() {
  return <EntityCards entity={staff} title="full_name" />;
}
