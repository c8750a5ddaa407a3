// From page "stylists" of the spec.
import { Page, Slot } from "@sayso/app-kit";
import { StylistCards } from "../components/StylistCards";

/** Stylists */
export function StylistsPage() {
  return (
    <Page>
      <Slot>
        <StylistCards />
      </Slot>
    </Page>
  );
}
