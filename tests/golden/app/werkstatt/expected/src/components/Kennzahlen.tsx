// From component Kennzahlen of the spec.
import { StatTiles } from "@sayso/app-kit";
import { auftrag } from "../entities/auftrag";

/** Stats of Reparaturauftrags. */
export function Kennzahlen() {
  return (
    <StatTiles
      entity={auftrag}
      stats={[
        {
          label: "Offene Reparaturaufträge in der Werkstatt",
          filters: [{ field: "zustand", op: "ne", value: "fertig" }],
        },
        { label: "Durchschnitt", op: "avg", field: "gesamtpreis" },
        { label: "Je Zustand", groupBy: "zustand" },
      ]}
    />
  );
}
