// Rows on the server. From entity "row" of the spec.
import { rowSchema } from "../../client/schemas/row";
import type { EntityModel } from "../model";

export const rowModel: EntityModel = {
  name: "row",
  collection: "rows",
  label: "Row",
  labelPlural: "Rows",
  table: "apps.mod_words_rows",
  view: "apps.mod_words_rows_v",
  title: [],
  titleRelation: "class",
  columns: {
    text: { kind: "text", label: "Text" },
    due: { kind: "date", label: "Due" },
    price: {
      kind: "money",
      label:
        "Price of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row ",
      required: true,
    },
    class_id: { kind: "uuid", label: "Class", required: true },
    report_id: { kind: "uuid", label: "Report" },
    state: {
      kind: "enum",
      label: "State",
      options: [
        { name: "def", label: "Def" },
        { name: "del", label: "Del" },
      ],
    },
  },
  searchable: [],
  belongsTo: { class: "class", report: "report" },
  sets: {},
  rules: [],
  flow: {
    field: "state",
    initial: "def",
    transitions: [
      { name: "yield", label: "Yield", from: "def", to: "del" },
      { name: "raise", label: "Raise", from: "del", to: "def", roles: ["admin"] },
    ],
  },
  schema: rowSchema,
  createSchema: rowSchema,
  grants: {
    admin: { create: "all", read: "all", update: "all", delete: "all" },
    teacher: { read: "all", readable: ["text"] },
  },
};
