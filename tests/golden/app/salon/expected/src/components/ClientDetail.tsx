// From component ClientDetail of the spec.
import { EntityDetail } from "@sayso/app-kit";
import { client } from "../entities/client";

/** Detail of Clients. */
export function ClientDetail() {
  return <EntityDetail entity={client} related={["appointments"]} />;
}
