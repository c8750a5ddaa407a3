// Classes on the server. From entity "class" of the spec.
import { classSchema } from "../../client/schemas/class";
import type { EntityModel } from "../model";

export const classModel: EntityModel = {
  name: "class",
  collection: "classes",
  label: "Class",
  labelPlural: "Classes",
  table: "apps.mod_library_classes",
  view: "apps.mod_library_classes_v",
  title: ["name"],
  columns: {
    name: { kind: "text", label: "Name", required: true },
    parent_id: { kind: "uuid", label: "Parent" },
  },
  searchable: ["name"],
  belongsTo: { parent: "class" },
  sets: {
    books: { entity: "book", table: "apps.mod_library_book_classes", own: "class_id", other: "book_id" },
  },
  rules: [],
  schema: classSchema,
  createSchema: classSchema,
  grants: {
    librarian: { create: "all", read: "all", update: "all", delete: "all" },
    helper: { read: "all" },
  },
};
