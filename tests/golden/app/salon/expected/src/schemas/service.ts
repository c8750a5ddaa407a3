// Service: its row and what may be written. From entity "service" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** Services, as they are kept. */
export interface Service extends RowBase {
  readonly name: string;
  readonly price: number | null;
  readonly duration: number;
  readonly active: boolean | null;
  readonly stylists_ids?: readonly string[];
  readonly stylists_titles?: readonly string[];
}

export const serviceSchema = z.object({
  name: z.string("Name is required.").trim().min(1, "Name is required."),
  price: z.number("Enter an amount.").min(0, "Price is at least 0."),
  duration: z
    .number("Enter a whole number.")
    .int("Enter a whole number.")
    .min(5, "Duration is at least 5.")
    .max(480, "Duration is at most 480."),
  active: z.boolean("Choose yes or no.").nullish(),
  stylists_ids: z.array(z.guid()).optional(),
});

export type ServiceInput = z.infer<typeof serviceSchema>;
