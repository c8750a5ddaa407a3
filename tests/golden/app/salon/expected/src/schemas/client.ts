// Client: its row and what may be written. From entity "client" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** People who come to the salon. */
export interface Client extends RowBase {
  readonly name: string;
  readonly mobile: string | null;
  readonly email: string | null;
  readonly birthday: string | null;
  readonly hair_type: "straight" | "wavy" | "curly" | null;
  readonly colour_notes: string | null;
  readonly appointment_count: number | null;
}

export const clientSchema = z.object({
  name: z.string("Name is required.").trim().min(1, "Name is required."),
  mobile: z
    .string("Enter a text.")
    .regex(/^\+?[\d\s().\/-]{4,30}$/, "Enter a phone number.")
    .nullish(),
  email: z.email("Enter an email address such as ada@example.org.").nullish(),
  birthday: z.iso.date("Enter a date.").nullish(),
  hair_type: z.enum(["straight", "wavy", "curly"], "Choose one of the options.").nullish(),
  colour_notes: z.string("Enter a text.").trim().nullish(),
});

export type ClientInput = z.infer<typeof clientSchema>;
