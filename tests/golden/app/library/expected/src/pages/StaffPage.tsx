// From page "staff" of the spec.
import { Page as KitPage, Slot } from "@sayso/app-kit";
import { Page } from "../components/Page";
import { Roster } from "../components/Roster";

/** Staff */
export function StaffPage() {
  return (
    <KitPage>
      <Slot>
        <Page />
      </Slot>
      <Slot>
        <Roster />
      </Slot>
    </KitPage>
  );
}
