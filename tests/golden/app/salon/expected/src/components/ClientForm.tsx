// From component ClientForm of the spec.
import { EntityForm } from "@sayso/app-kit";
import { client } from "../entities/client";

/** Form of Clients. */
export function ClientForm() {
  return <EntityForm entity={client} />;
}
