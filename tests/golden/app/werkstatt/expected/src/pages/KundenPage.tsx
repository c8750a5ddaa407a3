// From page "kunden" of the spec.
import { Page, Slot } from "@sayso/app-kit";
import { KundenKarten } from "../components/KundenKarten";

/** Kundinnen und Kunden */
export function KundenPage() {
  return (
    <Page>
      <Slot>
        <KundenKarten />
      </Slot>
    </Page>
  );
}
