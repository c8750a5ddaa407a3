// Literals on the server. From entity "literal" of the spec.
import { literalSchema } from "../../client/schemas/literal";
import type { EntityModel } from "../model";

export const literalModel: EntityModel = {
  name: "literal",
  collection: "literals",
  label: "Literal",
  labelPlural: "Literals",
  table: "apps.mod_words_literals",
  view: "apps.mod_words_literals_v",
  title: [],
  columns: { id_card: { kind: "image", label: "Id card", required: true } },
  searchable: [],
  belongsTo: {},
  sets: {},
  rules: [],
  schema: literalSchema,
  createSchema: literalSchema,
  grants: { admin: { create: "all", read: "all", update: "all", delete: "all" }, teacher: {} },
};
