// Staff as the app shows it. From entity "staff" of the spec.
import { defineEntity } from "@sayso/app-kit";
import { type Staff, type StaffInput, staffSchema } from "../schemas/staff";

export { type Staff, type StaffInput, staffSchema };

export const staff = defineEntity<Staff, StaffInput>({
  name: "staff",
  collection: "staff",
  label: "Staff",
  labelPlural: "Staff",
  addLabel: 'Say "hello" & go',
  titleField: "full_name",
  schema: staffSchema,
  fields: {
    full_name: { kind: "text", label: "Full name", required: true },
    boss: { kind: "belongs_to", label: "Boss", entity: "staff" },
    email: { kind: "email", label: "Email", unique: true },
    salary: { kind: "money", label: "Salary" },
  },
  related: {
    reports: { entity: "staff", via: "boss", label: "Reports" },
    looked_after: { entity: "book", via: "keeper", label: "Looked after" },
  },
  permissions: {
    librarian: { create: "all", read: "all", update: "all", delete: "all" },
    helper: { read: "all", update: "own", readable: ["email", "full_name"], writable: ["email"] },
  },
});
