// Staff on the server. From entity "staff" of the spec.
import { staffSchema } from "../../client/schemas/staff";
import type { EntityModel } from "../model";

export const staffModel: EntityModel = {
  name: "staff",
  collection: "staff",
  label: "Staff",
  labelPlural: "Staff",
  table: "apps.mod_words_staff",
  view: "apps.mod_words_staff_v",
  title: ["first_name", "last_name"],
  columns: {
    first_name: { kind: "text", label: "First name" },
    last_name: { kind: "text", label: "Last name" },
  },
  isPerson: true,
  searchable: [],
  belongsTo: {},
  sets: {
    history: { entity: "report", table: "apps.mod_words_staff_history", own: "staff_id", other: "report_id" },
  },
  rules: [],
  schema: staffSchema,
  createSchema: staffSchema,
  grants: {
    admin: { create: "all", read: "all", update: "all", delete: "all" },
    teacher: { read: "own", update: "own" },
  },
};
