// From page "uebersicht" of the spec.
import { Grid, Page, Slot } from "@sayso/app-kit";
import { AuftragKalender } from "../components/AuftragKalender";
import { Uebersicht } from "../components/Uebersicht";
import { Werbung } from "../components/Werbung";

/** Übersicht */
export function UebersichtPage() {
  return (
    <Page>
      <Grid tablet={{ columns: 2 }} desktop={{ columns: 3 }}>
        <Slot>
          <Uebersicht />
        </Slot>
        <Slot mobile={{ hidden: true }}>
          <Werbung />
        </Slot>
        <Slot sticky>
          <AuftragKalender />
        </Slot>
      </Grid>
    </Page>
  );
}
