// Staff: its row and what may be written. From entity "staff" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** Staff, as they are kept. */
export interface Staff extends RowBase {
  readonly boss_id: string | null;
  readonly boss_title: string | null;
  readonly boss?: Staff | null;
  readonly full_name: string;
  readonly email: string | null;
  readonly salary: number | null;
}

export const staffSchema = z.object({
  boss_id: z.guid("Choose a boss.").nullish(),
  full_name: z.string("Full name is required.").trim().min(1, "Full name is required."),
  email: z.email("Enter an email address such as ada@example.org.").nullish(),
  salary: z.number("Enter an amount.").nullish(),
});

export type StaffInput = z.infer<typeof staffSchema>;
