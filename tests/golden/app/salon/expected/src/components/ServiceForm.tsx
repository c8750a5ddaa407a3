// From component ServiceForm of the spec.
import { EntityForm } from "@sayso/app-kit";
import { service } from "../entities/service";

/** Form of Services. */
export function ServiceForm() {
  return <EntityForm entity={service} />;
}
