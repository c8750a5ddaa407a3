// Books on the server. From entity "book" of the spec.
import { bookSchema } from "../../client/schemas/book";
import type { EntityModel } from "../model";

export const bookModel: EntityModel = {
  name: "book",
  collection: "books",
  label: "Book",
  labelPlural: "Books",
  table: "apps.mod_library_books",
  view: "apps.mod_library_books_v",
  title: ["title"],
  columns: {
    title: {
      kind: "text",
      label: 'It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
      required: true,
    },
    isbn: { kind: "text", label: "ISBN" },
    condition: {
      kind: "enum",
      label: "Condition",
      options: [
        { name: "new", label: "New \u202edesrever" },
        { name: "good", label: "Good" },
        { name: "worn", label: 'Worn "out"' },
        { name: "lost", label: "Lost </script>" },
      ],
      required: true,
    },
    tags: {
      kind: "multi_enum",
      label: "Tags",
      options: [
        { name: "a", label: "A" },
        { name: "b", label: "B" },
      ],
      required: true,
    },
    shelf: { kind: "integer", label: "Shelf" },
    weight: { kind: "decimal", label: "Weight" },
    homepage: { kind: "url", label: "Homepage" },
    cover: { kind: "image", label: "Cover" },
    extra: { kind: "json", label: "Extra" },
    lent: { kind: "boolean", label: "Lent", required: true },
    keeper_id: { kind: "uuid", label: "Keeper" },
  },
  searchable: ["title"],
  belongsTo: { keeper: "staff" },
  sets: {
    classes: { entity: "class", table: "apps.mod_library_book_classes", own: "book_id", other: "class_id" },
    similar: {
      entity: "book",
      table: "apps.mod_library_book_similar",
      own: "book_id",
      other: "similar_book_id",
    },
    similar_to: {
      entity: "book",
      table: "apps.mod_library_book_similar",
      own: "similar_book_id",
      other: "book_id",
    },
  },
  rules: [{ name: "worn_is_light", message: 'A "worn" book is light, it\'s old.' }],
  schema: bookSchema,
  createSchema: bookSchema.partial({ condition: true, lent: true }),
  grants: {
    librarian: { create: "all", read: "all", update: "all", delete: "all" },
    helper: { read: "all", update: "own", writable: ["condition", "shelf"] },
  },
};
