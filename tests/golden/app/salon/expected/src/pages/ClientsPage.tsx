// From page "clients" of the spec.
import { Page, Slot } from "@sayso/app-kit";
import { ClientTable } from "../components/ClientTable";

/** Clients */
export function ClientsPage() {
  return (
    <Page>
      <Slot>
        <ClientTable />
      </Slot>
    </Page>
  );
}
