// Class as the app shows it. From entity "class" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Class, type ClassInput, classSchema } from "../schemas/class";

export { type Class, type ClassInput, classSchema };

export const classEntity = defineEntity<Class, ClassInput>({
  name: "class",
  collection: "classes",
  label: "Class",
  labelPlural: "Classes",
  titleField: "name",
  schema: classSchema,
  fields: {
    name: { kind: "text", label: "Name", required: true, searchable: true },
    parent: { kind: "belongs_to", label: "Parent", entity: "class" },
    books: { kind: "many_to_many", label: "Books", entity: "book" },
  },
  related: {
    children: { entity: "class", via: "parent", label: "Children" },
    books: { entity: "book", via: "classes", label: "Books" },
  },
  permissions: {
    librarian: { create: "all", read: "all", update: "all", delete: "all" },
    helper: { read: "all" },
  },
});
