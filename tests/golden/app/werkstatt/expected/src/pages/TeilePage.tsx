// From page "teile" of the spec.
import { Page, Slot } from "@sayso/app-kit";
import { TeileTabelle } from "../components/TeileTabelle";

/** Was noch da ist. */
export function TeilePage() {
  return (
    <Page>
      <Slot>
        <TeileTabelle />
      </Slot>
    </Page>
  );
}
