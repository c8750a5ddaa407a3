// Stylist: its row and what may be written. From entity "stylist" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** Stylists, as they are kept. */
export interface Stylist extends RowBase {
  readonly name: string;
  readonly photo: string | null;
  readonly works_on:
    | readonly ("monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday")[]
    | null;
  readonly services_ids?: readonly string[];
  readonly services_titles?: readonly string[];
}

export const stylistSchema = z.object({
  name: z.string("Name is required.").trim().min(1, "Name is required."),
  photo: z.guid("Add an image.").nullish(),
  works_on: z
    .array(
      z.enum(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
        "Choose one of the options.",
      ),
    )
    .nullish(),
  services_ids: z.array(z.guid()).optional(),
});

export type StylistInput = z.infer<typeof stylistSchema>;
