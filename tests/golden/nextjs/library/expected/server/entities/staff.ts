// Staff on the server. From entity "staff" of the spec.
import { staffSchema } from "../../client/schemas/staff";
import type { EntityModel } from "../model";

export const staffModel: EntityModel = {
  name: "staff",
  collection: "staff",
  label: "Staff",
  labelPlural: "Staff",
  table: "apps.mod_library_staff",
  view: "apps.mod_library_staff_v",
  title: ["full_name"],
  columns: {
    full_name: { kind: "text", label: "Full name", required: true },
    email: { kind: "email", label: "Email" },
    salary: { kind: "money", label: "Salary" },
    boss_id: { kind: "uuid", label: "Boss" },
  },
  isPerson: true,
  searchable: [],
  belongsTo: { boss: "staff" },
  sets: {},
  rules: [],
  schema: staffSchema,
  createSchema: staffSchema,
  grants: {
    librarian: { create: "all", read: "all", update: "all", delete: "all" },
    helper: { read: "all", update: "own", readable: ["email", "full_name"], writable: ["email"] },
  },
};
