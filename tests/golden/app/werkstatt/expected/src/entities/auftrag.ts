// Reparaturauftrag as the app shows it. From entity "auftrag" of the spec.
import { defineEntity, expr } from "@sayso/app-kit";
import { type Auftrag, type AuftragInput, auftragSchema } from "../schemas/auftrag";

export { type Auftrag, type AuftragInput, auftragSchema };

export const auftrag = defineEntity<Auftrag, AuftragInput>({
  name: "auftrag",
  collection: "auftrags",
  label: "Reparaturauftrag",
  labelPlural: "Reparaturauftrags",
  icon: "wrench",
  titleField: "kunde",
  schema: auftragSchema,
  fields: {
    kunde: { kind: "belongs_to", label: "Kundin oder Kunde", entity: "kunde", required: true },
    beschreibung: {
      kind: "long_text",
      label: "Beschreibung der festgestellten Beschädigungen",
      required: true,
      maxLength: 4000,
    },
    annahme: { kind: "datetime", label: "Annahmezeitpunkt", required: true },
    abholung: { kind: "datetime", label: "Abholung" },
    uhrzeit: { kind: "time", label: "Uhrzeit" },
    arbeitszeit: { kind: "decimal", label: "Arbeitszeit", default: 0, min: 0, max: 400, help: "In Stunden." },
    stundensatz: { kind: "money", label: "Stundensatz", default: 62.5 },
    rabatt: { kind: "decimal", label: "Rabatt", min: 0, max: 0.5 },
    foto: { kind: "image", label: "Foto" },
    kostenvoranschlag: { kind: "file", label: "Kostenvoranschlag" },
    dringlichkeit: {
      kind: "enum",
      label: "Dringlichkeit",
      required: true,
      options: [
        { value: "stufe_1", label: "Dringlichkeitsstufe 1" },
        { value: "stufe_2", label: "Dringlichkeitsstufe 2" },
        { value: "stufe_3", label: "Dringlichkeitsstufe 3" },
        { value: "stufe_4", label: "Dringlichkeitsstufe 4" },
        { value: "stufe_5", label: "Dringlichkeitsstufe 5" },
        { value: "stufe_6", label: "Dringlichkeitsstufe 6" },
        { value: "stufe_7", label: "Dringlichkeitsstufe 7" },
        { value: "stufe_8", label: "Dringlichkeitsstufe 8" },
        { value: "stufe_9", label: "Dringlichkeitsstufe 9" },
        { value: "stufe_10", label: "Dringlichkeitsstufe 10" },
        { value: "stufe_11", label: "Dringlichkeitsstufe 11" },
        { value: "stufe_12", label: "Dringlichkeitsstufe 12" },
      ],
    },
    zustand: {
      kind: "state",
      label: "Zustand",
      options: [
        { value: "angenommen", label: "Angenommen", color: "info" },
        { value: "in_arbeit", label: "In Arbeit", color: "warning" },
        { value: "wartet", label: "Wartet auf Teile", color: "neutral" },
        { value: "fertig", label: "Fertig", color: "success" },
      ],
    },
    gesamtpreis: { kind: "money", label: "Gesamtpreis", computed: true },
    kundenname: { kind: "text", label: "Kundenname", computed: true },
    teile: { kind: "many_to_many", label: "Teile", entity: "ersatzteil" },
  },
  related: { teile: { entity: "ersatzteil", via: "auftraege", label: "Teile" } },
  flow: {
    field: "zustand",
    initial: "angenommen",
    transitions: [
      { name: "beginnen", label: "Beginnen", from: "angenommen", to: "in_arbeit" },
      { name: "warten", label: "Auf Teile warten", from: "in_arbeit", to: "wartet", roles: ["meister"] },
      { name: "fortsetzen", label: "Fortsetzen", from: "wartet", to: "in_arbeit" },
      { name: "abschliessen", label: "Abschließen", from: "in_arbeit", to: "fertig", roles: ["meister"] },
    ],
  },
  rules: [
    {
      name: "abholung_nach_annahme",
      message: "Die Abholung liegt nach der Annahme.",
      fields: ["abholung", "annahme"],
      check: (row) => expr.holds(expr.gte(row.abholung, row.annahme)),
    },
    {
      name: "rabatt_nur_bei_groesseren_auftraegen",
      message: "Rabatt gibt es erst ab einem höheren Gesamtpreis.",
      fields: ["dringlichkeit", "gesamtpreis", "rabatt"],
      check: (row) =>
        expr.holds(
          expr.or(
            expr.missing(row.rabatt),
            expr.eq(row.rabatt, 0),
            expr.oneOf(row.dringlichkeit, ["stufe_1", "stufe_2"])
              ? expr.gt(
                  expr.mul(
                    expr.mul(row.arbeitszeit, row.stundensatz),
                    expr.sub(1, expr.coalesce(row.rabatt, 0)),
                  ),
                  100,
                )
              : expr.gt(
                  expr.mul(
                    expr.mul(row.arbeitszeit, row.stundensatz),
                    expr.sub(1, expr.coalesce(row.rabatt, 0)),
                  ),
                  250,
                ),
          ),
        ),
    },
    {
      name: "beschreibung_aussagekraeftig",
      message: "Bitte beschreiben Sie die Beschädigung genauer.",
      fields: ["abholung", "beschreibung", "uhrzeit"],
      check: (row) =>
        expr.holds(
          expr.and(
            expr.gte(expr.length(expr.trim(row.beschreibung)), 10),
            expr.ne(expr.lower(row.beschreibung), "kaputt"),
            expr.or(expr.present(row.abholung), expr.missing(row.uhrzeit)),
          ),
        ),
    },
  ],
  permissions: {
    meister: { create: "all", read: "all", update: "all", delete: "all" },
    geselle: { create: "own", read: "own", update: "own" },
  },
});
