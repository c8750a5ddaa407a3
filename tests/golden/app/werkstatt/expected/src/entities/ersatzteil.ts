// Ersatzteil as the app shows it. From entity "ersatzteil" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Ersatzteil, type ErsatzteilInput, ersatzteilSchema } from "../schemas/ersatzteil";

export { type Ersatzteil, type ErsatzteilInput, ersatzteilSchema };

export const ersatzteil = defineEntity<Ersatzteil, ErsatzteilInput>({
  name: "ersatzteil",
  collection: "ersatzteils",
  label: "Ersatzteil",
  labelPlural: "Ersatzteils",
  icon: "cog",
  titleField: "bezeichnung",
  schema: ersatzteilSchema,
  fields: {
    bezeichnung: { kind: "text", label: "Bezeichnung", required: true, searchable: true },
    bestand: { kind: "integer", label: "Bestand", required: true, default: 0 },
    hersteller_nummer: { kind: "uuid", label: "Hersteller-Nummer" },
    auftraege: { kind: "many_to_many", label: "Auftraege", entity: "auftrag" },
  },
  related: { auftraege: { entity: "auftrag", via: "teile", label: "Auftraege" } },
  permissions: {
    meister: { create: "all", read: "all", update: "all", delete: "all" },
    geselle: { read: "all", update: "all", readable: ["bestand"], writable: ["bestand"] },
  },
});
