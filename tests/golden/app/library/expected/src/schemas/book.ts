// Book: its row and what may be written. From entity "book" of the spec.
import type { RowBase } from "@sayso/app-kit";
import { z } from "zod";
import type { Staff } from "./staff";

/** Every copy we own. * / export const x = 1; // */
export interface Book extends RowBase {
  readonly keeper_id: string | null;
  readonly keeper_title: string | null;
  readonly keeper?: Staff | null;
  readonly title: string;
  readonly isbn: string | null;
  readonly condition: "new" | "good" | "worn" | "lost";
  readonly tags: readonly ("a" | "b")[];
  readonly shelf: number | null;
  readonly weight: number | null;
  readonly homepage: string | null;
  readonly cover: string | null;
  readonly extra: unknown;
  readonly lent: boolean;
  readonly classes_ids?: readonly string[];
  readonly classes_titles?: readonly string[];
  readonly similar_ids?: readonly string[];
  readonly similar_titles?: readonly string[];
  readonly similar_to_ids?: readonly string[];
  readonly similar_to_titles?: readonly string[];
}

export const bookSchema = z.object({
  keeper_id: z.guid("Choose a keeper.").nullish(),
  title: z
    .string('It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀 is required.')
    .trim()
    .min(2, 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀 has at least 2 characters.')
    .max(
      200,
      'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀 has at most 200 characters.',
    ),
  isbn: z
    .string("Enter a text.")
    .trim()
    .regex(/^97[89]-?\d{1,5}\/?\d+$|^none$/, "ISBN does not have the right form.")
    .nullish(),
  condition: z.enum(["new", "good", "worn", "lost"], "Choose one of the options."),
  tags: z.array(z.enum(["a", "b"], "Choose one of the options.")).min(1, "Choose at least one."),
  shelf: z
    .number("Enter a whole number.")
    .int("Enter a whole number.")
    .min(-5, "Shelf is at least -5.")
    .max(1000000000000000, "Shelf is at most 1000000000000000.")
    .nullish(),
  weight: z.number("Enter a number.").min(0.25, "Weight is at least 0.25.").nullish(),
  homepage: z.url({ protocol: /^https?$/, error: "Enter an address such as https://example.org." }).nullish(),
  cover: z.guid("Add an image.").nullish(),
  extra: z.json("Enter valid JSON.").nullish(),
  lent: z.boolean("Choose yes or no."),
  classes_ids: z.array(z.guid()).optional(),
  similar_ids: z.array(z.guid()).optional(),
  similar_to_ids: z.array(z.guid()).optional(),
});

export type BookInput = z.infer<typeof bookSchema>;
