// From component ClientTable of the spec.
import { EntityTable } from "@sayso/app-kit";
import { client } from "../entities/client";

/** Table of Clients. */
export function ClientTable() {
  return (
    <EntityTable
      entity={client}
      variant="inline-edit"
      columns={["name", "mobile", "email", "birthday", "appointment_count"]}
    />
  );
}
