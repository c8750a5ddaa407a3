// From page "auftraege" of the spec.
import { Column, Page, Slot, Split } from "@sayso/app-kit";
import { AuftragBoard } from "../components/AuftragBoard";
import { AuftragFilter } from "../components/AuftragFilter";

/** Reparaturaufträge */
export function AuftraegePage() {
  return (
    <Page>
      <Split>
        <Slot basis="16rem">
          <AuftragFilter />
        </Slot>
        <Column grow={1}>
          <Slot>
            <AuftragBoard />
          </Slot>
        </Column>
      </Split>
    </Page>
  );
}
