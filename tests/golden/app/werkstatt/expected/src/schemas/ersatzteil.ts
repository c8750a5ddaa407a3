// Ersatzteil: its row and what may be written. From entity "ersatzteil" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** Ersatzteils, as they are kept. */
export interface Ersatzteil extends RowBase {
  readonly bezeichnung: string | null;
  readonly bestand: number;
  readonly hersteller_nummer: string | null;
  readonly auftraege_ids?: readonly string[];
  readonly auftraege_titles?: readonly string[];
}

export const ersatzteilSchema = z.object({
  bezeichnung: z.string("Bezeichnung is required.").trim().min(1, "Bezeichnung is required."),
  bestand: z.number("Enter a whole number.").int("Enter a whole number."),
  hersteller_nummer: z.guid("Enter an id.").nullish(),
  auftraege_ids: z.array(z.guid()).optional(),
});

export type ErsatzteilInput = z.infer<typeof ersatzteilSchema>;
