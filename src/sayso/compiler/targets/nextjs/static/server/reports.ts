// Reports: measures over an entity's rows, grouped.
import { authorize } from "./access";
import type { Context } from "./context";
import { quoted } from "./model";
import { Problem } from "./problems";
import { Scope } from "./query";

const PERIODS = new Set(["day", "week", "month", "quarter", "year"]);

interface Column {
  readonly key: string;
  readonly label: string;
  readonly type: string;
}

/** The columns and rows of a report, perhaps within a span of days. */
export async function runReport(
  context: Context,
  name: string,
  span: { from?: string | null; to?: string | null },
) {
  const { appModule, session, database } = context;
  const report = appModule.reports.find((one) => one.name === name);
  const model = report && appModule.entities[report.entity];
  if (!report || !model) {
    throw new Problem(404, "not_found", "There is no such report.", { hint: "Go back and choose another." });
  }
  authorize(session, model, "read");
  const scope = new Scope(appModule, model, session.timeZone);
  const columns: Column[] = [];
  const selected: string[] = [];
  const add = (key: string, label: string, type: string, sql: string) => {
    columns.push({ key, label, type });
    selected.push(`${sql} as ${quoted(key)}`);
  };
  for (const { path, label } of report.groupBy) {
    if (PERIODS.has(path) && report.dateField) {
      const { sql, column } = scope.value(report.dateField);
      const zone = scope.statement.bind(session.timeZone, "text");
      const day = column.kind === "datetime" ? `${sql} at time zone ${zone}` : sql;
      add(path, label, "date", `date_trunc('${path}', (${day})::timestamp)::date`);
    } else {
      const isRelation = path in model.belongsTo;
      const { sql, column } = isRelation
        ? { sql: `r.${quoted(`${path}_title`)}`, column: { kind: "text" } }
        : scope.value(path);
      add(path.replaceAll(".", "_"), label, column.kind, sql);
    }
  }
  const groups = selected.length;
  for (const { op, field, label } of report.measures) {
    const key = field ? `${op}_${field.replaceAll(".", "_")}` : op;
    add(key, label, "number", field ? `${op}(${scope.value(field).sql})` : "count(*)");
  }
  const within = [
    ...(span.from && report.dateField ? [{ field: report.dateField, op: "gte", value: span.from }] : []),
    ...(span.to && report.dateField
      ? [{ field: report.dateField, op: "lte", value: `${span.to}T23:59:59.999` }]
      : []),
  ];
  const where = scope.where([...report.filters, ...within]);
  const grouped = Array.from({ length: groups }, (_, index) => index + 1).join(", ");
  const rows = await database.rows<{ row: object }>(
    `select to_jsonb(s) as row from (select ${selected.join(", ")} from ${model.view} r where ${where}
     ${groups ? `group by ${grouped} order by ${grouped}` : ""} limit 1000) s`,
    scope.statement.values,
  );
  return {
    name: report.name,
    title: report.title,
    chart: report.chart,
    columns,
    rows: rows.map(({ row }) => row),
  };
}
