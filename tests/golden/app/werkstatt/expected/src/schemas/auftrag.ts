// Reparaturauftrag: its row and what may be written. From entity "auftrag" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";
import type { Kunde } from "./kunde";

/** Reparaturauftrags, as they are kept. */
export interface Auftrag extends RowBase {
  readonly kunde_id: string;
  readonly kunde_title: string | null;
  readonly kunde?: Kunde | null;
  readonly beschreibung: string;
  readonly annahme: string;
  readonly abholung: string | null;
  readonly uhrzeit: string | null;
  readonly arbeitszeit: number | null;
  readonly stundensatz: number | null;
  readonly rabatt: number | null;
  readonly foto: string | null;
  readonly kostenvoranschlag: string | null;
  readonly dringlichkeit:
    | "stufe_1"
    | "stufe_2"
    | "stufe_3"
    | "stufe_4"
    | "stufe_5"
    | "stufe_6"
    | "stufe_7"
    | "stufe_8"
    | "stufe_9"
    | "stufe_10"
    | "stufe_11"
    | "stufe_12";
  readonly zustand: "angenommen" | "in_arbeit" | "wartet" | "fertig";
  readonly gesamtpreis: number | null;
  readonly kundenname: string | null;
  readonly teile_ids?: readonly string[];
  readonly teile_titles?: readonly string[];
}

export const auftragSchema = z.object({
  kunde_id: z.guid("Choose a Kundin oder Kunde."),
  beschreibung: z
    .string("Beschreibung der festgestellten Beschädigungen is required.")
    .trim()
    .min(1, "Beschreibung der festgestellten Beschädigungen is required.")
    .max(4000, "Beschreibung der festgestellten Beschädigungen has at most 4000 characters."),
  annahme: z.iso.datetime({ offset: true, error: "Enter a date and time." }),
  abholung: z.iso.datetime({ offset: true, error: "Enter a date and time." }).nullish(),
  uhrzeit: z.iso.time("Enter a time such as 14:30.").nullish(),
  arbeitszeit: z
    .number("Enter a number.")
    .min(0, "Arbeitszeit is at least 0.")
    .max(400, "Arbeitszeit is at most 400.")
    .nullish(),
  stundensatz: z.number("Enter an amount.").nullish(),
  rabatt: z
    .number("Enter a number.")
    .min(0, "Rabatt is at least 0.")
    .max(0.5, "Rabatt is at most 0.5.")
    .nullish(),
  foto: z.guid("Add an image.").nullish(),
  kostenvoranschlag: z.guid("Add a file.").nullish(),
  dringlichkeit: z.enum(
    [
      "stufe_1",
      "stufe_2",
      "stufe_3",
      "stufe_4",
      "stufe_5",
      "stufe_6",
      "stufe_7",
      "stufe_8",
      "stufe_9",
      "stufe_10",
      "stufe_11",
      "stufe_12",
    ],
    "Choose one of the options.",
  ),
  zustand: z.enum(["angenommen", "in_arbeit", "wartet", "fertig"], "Choose one of the options.").optional(),
  teile_ids: z.array(z.guid()).optional(),
});

export type AuftragInput = z.infer<typeof auftragSchema>;
