// From page "services" of the spec.
import { Page, Slot } from "@sayso/app-kit";
import { ServiceTable } from "../components/ServiceTable";

/** Services */
export function ServicesPage() {
  return (
    <Page>
      <Slot>
        <ServiceTable />
      </Slot>
    </Page>
  );
}
