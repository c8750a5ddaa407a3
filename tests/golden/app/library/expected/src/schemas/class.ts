// Class: its row and what may be written. From entity "class" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";

/** Classes, as they are kept. */
export interface Class extends RowBase {
  readonly parent_id: string | null;
  readonly parent_title: string | null;
  readonly parent?: Class | null;
  readonly name: string;
  readonly books_ids?: readonly string[];
  readonly books_titles?: readonly string[];
}

export const classSchema = z.object({
  parent_id: z.guid("Choose a parent.").nullish(),
  name: z.string("Name is required.").trim().min(1, "Name is required."),
  books_ids: z.array(z.guid()).optional(),
});

export type ClassInput = z.infer<typeof classSchema>;
