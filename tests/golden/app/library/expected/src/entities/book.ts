// Book as the app shows it. From entity "book" of the spec.
import { defineEntity, expr } from "@sayso/app-kit";
import { type Book, type BookInput, bookSchema } from "../schemas/book";

export { type Book, type BookInput, bookSchema };

export const book = defineEntity<Book, BookInput>({
  name: "book",
  collection: "books",
  label: "Book",
  labelPlural: "Books",
  icon: "book",
  description: "Every copy we own. */ export const x = 1; //",
  titleField: "title",
  schema: bookSchema,
  fields: {
    title: {
      kind: "text",
      label: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
      required: true,
      searchable: true,
      minLength: 2,
      maxLength: 200,
      help: "Line one\nline two \u2028 three",
    },
    keeper: { kind: "belongs_to", label: "Keeper", entity: "staff" },
    isbn: { kind: "text", label: "ISBN", unique: true, pattern: "^97[89]-?\\d{1,5}/?\\d+$|^none$" },
    condition: {
      kind: "enum",
      label: "Condition",
      required: true,
      default: "good",
      options: [
        { value: "new", label: "New \u202edesrever", color: "success" },
        { value: "good", label: "Good" },
        { value: "worn", label: 'Worn "out"', color: "warning" },
        { value: "lost", label: "Lost </script>", color: "danger" },
      ],
    },
    tags: {
      kind: "multi_enum",
      label: "Tags",
      required: true,
      options: [
        { value: "a", label: "A" },
        { value: "b", label: "B" },
      ],
    },
    shelf: { kind: "integer", label: "Shelf", min: -5, max: 1000000000000000 },
    weight: { kind: "decimal", label: "Weight", min: 0.25 },
    homepage: { kind: "url", label: "Homepage" },
    cover: { kind: "image", label: "Cover" },
    extra: { kind: "json", label: "Extra" },
    lent: { kind: "boolean", label: "Lent", required: true, default: false },
    classes: { kind: "many_to_many", label: "Classes", entity: "class" },
    similar: { kind: "many_to_many", label: "Similar", entity: "book" },
    similar_to: { kind: "many_to_many", label: "Similar to", entity: "book" },
  },
  related: {
    classes: { entity: "class", via: "books", label: "Classes" },
    similar: { entity: "book", via: "similar_to", label: "Similar" },
    similar_to: { entity: "book", via: "similar", label: "Similar to" },
  },
  rules: [
    {
      name: "worn_is_light",
      message: 'A "worn" book is light, it\'s old.',
      fields: ["condition", "weight"],
      check: (row) =>
        expr.holds(expr.or(expr.ne(row.condition, "worn"), expr.missing(row.weight), expr.lt(row.weight, 5))),
    },
  ],
  permissions: {
    librarian: { create: "all", read: "all", update: "all", delete: "all" },
    helper: { read: "all", update: "own", writable: ["condition", "shelf"] },
  },
});
