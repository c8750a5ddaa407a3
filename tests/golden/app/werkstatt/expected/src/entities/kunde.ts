// Kundin oder Kunde as the app shows it. From entity "kunde" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Kunde, type KundeInput, kundeSchema } from "../schemas/kunde";

export { type Kunde, type KundeInput, kundeSchema };

export const kunde = defineEntity<Kunde, KundeInput>({
  name: "kunde",
  collection: "kundes",
  label: "Kundin oder Kunde",
  labelPlural: "Kundin oder Kundes",
  icon: "user",
  titleField: "name",
  schema: kundeSchema,
  fields: {
    name: {
      kind: "text",
      label: "Vor- und Nachname beziehungsweise Firmenbezeichnung mit Rechtsform und Handelsregisternummer",
      required: true,
      searchable: true,
    },
    telefon: { kind: "phone", label: "Telefonnummer", required: true },
    geburtstag: { kind: "date", label: "Geburtstag" },
    sprache: {
      kind: "enum",
      label: "اللغة المفضلة",
      options: [
        { value: "de", label: "Deutsch" },
        { value: "ar", label: "العربية" },
        { value: "fr", label: "Français" },
      ],
    },
    umsatz: { kind: "money", label: "Umsatz", computed: true },
  },
  related: { auftraege: { entity: "auftrag", via: "kunde", label: "Auftraege" } },
  permissions: {
    meister: { create: "all", read: "all", update: "all", delete: "all" },
    geselle: { read: "all" },
  },
});
