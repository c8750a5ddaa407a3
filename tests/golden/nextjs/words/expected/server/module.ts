// Words "that" Python\keeps as the server knows it.
import { classModel } from "./entities/class";
import { literalModel } from "./entities/literal";
import { reportModel } from "./entities/report";
import { rowModel } from "./entities/row";
import { staffModel } from "./entities/staff";
import type { ModuleModel } from "./model";

export const appModule: ModuleModel = {
  name: 'Words "that" Python\\keeps',
  slug: "words",
  version: "1.0.0",
  description: 'Names that Python, pydantic and FastAPI keep for themselves, and texts like """ and {{ x }}.',
  roles: [
    { name: "admin", label: "Admin" },
    { name: "teacher", label: "Teacher" },
  ],
  widestRole: "admin",
  settings: [
    { key: "class", label: "Class", type: "enum", options: ["a", "b"], value: "a" },
    { key: "async", label: "Async", type: "number", options: [], value: 1.5 },
    { key: "currency", label: "Currency", type: "string", options: [], value: "USD" },
    { key: "time_zone", label: "Time zone", type: "string", options: [], value: "UTC" },
    { key: "locale", label: "Language and region", type: "string", options: [], value: "en" },
  ],
  history: "apps.mod_words_history_v",
  restore: "apps.mod_words_restore",
  reports: [
    {
      name: "lambda",
      title: "Lambda",
      entity: "row",
      chart: "bar",
      groupBy: ["class", "month"],
      measures: [{ op: "count" }, { op: "sum", field: "price" }],
      filters: [{ path: "state", op: "eq", value: "def" }],
      dateField: "created_at",
      period: "year",
    },
  ],
  endpoints: [],
  entities: {
    class: classModel,
    row: rowModel,
    staff: staffModel,
    report: reportModel,
    literal: literalModel,
  },
};
