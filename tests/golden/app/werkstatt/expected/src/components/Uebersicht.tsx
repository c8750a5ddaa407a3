// From component Uebersicht of the spec.
import { Grid, Slot } from "@sayso/app-kit";
import { Kennzahlen } from "./Kennzahlen";
import { Umsatz } from "./Umsatz";

/** Dashboard uebersicht. */
export function Uebersicht() {
  return (
    <Grid>
      <Slot>
        <Kennzahlen />
      </Slot>
      <Slot>
        <Umsatz />
      </Slot>
    </Grid>
  );
}
