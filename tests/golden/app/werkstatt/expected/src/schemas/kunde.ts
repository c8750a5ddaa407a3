// Kundin oder Kunde: its row and what may be written. From entity "kunde" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** Kundin oder Kundes, as they are kept. */
export interface Kunde extends RowBase {
  readonly name: string;
  readonly telefon: string;
  readonly geburtstag: string | null;
  readonly sprache: "de" | "ar" | "fr" | null;
  readonly umsatz: number | null;
}

export const kundeSchema = z.object({
  name: z
    .string(
      "Vor- und Nachname beziehungsweise Firmenbezeichnung mit Rechtsform und Handelsregisternummer is required.",
    )
    .trim()
    .min(
      1,
      "Vor- und Nachname beziehungsweise Firmenbezeichnung mit Rechtsform und Handelsregisternummer is required.",
    ),
  telefon: z.string("Telefonnummer is required.").regex(/^\+?[\d\s().\/-]{4,30}$/, "Enter a phone number."),
  geburtstag: z.iso.date("Enter a date.").nullish(),
  sprache: z.enum(["de", "ar", "fr"], "Choose one of the options.").nullish(),
});

export type KundeInput = z.infer<typeof kundeSchema>;
