// Reports on the server. From entity "report" of the spec.
import { reportSchema } from "../../client/schemas/report";
import type { EntityModel } from "../model";

export const reportModel: EntityModel = {
  name: "report",
  collection: "reports",
  label: "Report",
  labelPlural: "Reports",
  table: "apps.mod_words_reports",
  view: "apps.mod_words_reports_v",
  title: ["title"],
  columns: { title: { kind: "text", label: "Title" } },
  searchable: [],
  belongsTo: {},
  sets: {
    authors: { entity: "staff", table: "apps.mod_words_staff_history", own: "report_id", other: "staff_id" },
  },
  rules: [],
  schema: reportSchema,
  createSchema: reportSchema,
  grants: { admin: { create: "all", read: "all", update: "all", delete: "all" }, teacher: {} },
};
