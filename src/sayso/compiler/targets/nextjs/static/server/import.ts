// Import of a sheet: every row is read and tried, every error is told with its row.
import { authorize, authorizeFields } from "./access";
import { readCell, type Writing, writingOf } from "./cells";
import { fillable, type Mapping, matched, type SheetColumn } from "./columns";
import { attempt } from "./database";
import { type EntityModel, quoted, writtenColumns } from "./model";
import { entityOf, titleOf } from "./paths";
import { type FieldProblem, InvalidFields, Malformed, problemOf } from "./problems";
import { placedColumns, type RowProblem, toldProblems } from "./report";
import type { EntityService } from "./service";
import type { Session } from "./session";
import { readSheet, type Sheet, unguarded } from "./sheet";
import { DatabaseRefusal, type Statement, statement } from "./statement";
import { readNew } from "./values";
import { isUuid, Unreadable } from "./written";

/** Ids by entity and title, the title in small letters. */
type Titles = Map<string, Map<string, string[]>>;

/** Creates the rows; none if any fails, unless `partial`; none in any case when it is a dry run. */
export async function importSheet(
  service: EntityService,
  session: Session,
  bytes: Uint8Array,
  { dryRun, partial, mapping }: { dryRun: boolean; partial: boolean; mapping?: Mapping | undefined },
) {
  authorize(session, service.model, "create");
  const sheet = readSheet(bytes);
  const columns = matched(service.model, sheet.header, mapping);
  const placed = placedColumns(sheet, columns);
  if (!columns.length && !dryRun) {
    const known = writtenColumns(service.model).map(([, { label }]) => label);
    throw new Malformed("No column of the file is known.", `Columns: ${known.join(", ")}.`);
  }
  authorizeFields(
    session,
    service.model,
    columns.map(({ key }) => key),
  );
  const titles = await titlesIn(service, session, sheet, columns);
  const errors: RowProblem[] = [];
  const groups: { row: number; statements: Statement[] }[] = [];
  const writing = writingOf(session);
  for (const { number, cells } of columns.length ? sheet.rows : []) {
    const { values, problems } = readRow(service.model, columns, cells, titles, writing);
    try {
      if (problems.length) throw new InvalidFields(alsoWrong(service.model, columns, values, problems));
      const read = readNew(service.model, values);
      await service.demandFiles(session, read);
      groups.push({ row: number, statements: service.insertion(crypto.randomUUID(), read) });
    } catch (error) {
      errors.push(...problemsOf(error, service.model, number));
    }
  }
  const keep = dryRun ? "never" : partial ? "always" : errors.length ? "never" : "complete";
  const outcomes = await attempt(
    session,
    groups.map(({ statements }) => statements),
    keep,
  );
  let created = 0;
  outcomes.forEach((outcome, index) => {
    if (outcome instanceof DatabaseRefusal)
      errors.push(...problemsOf(outcome, service.model, groups[index]?.row ?? 0));
    else created += 1;
  });
  errors.sort((one, other) => one.row - other.row);
  return {
    created: partial || !errors.length ? created : 0,
    rows: sheet.rows.length,
    errors: toldProblems(errors),
    error_count: errors.length,
    ignored: placed.filter(({ field, heading }) => field === null && heading).map(({ heading }) => heading),
    columns: placed,
    fields: fillable(service.model),
    dry_run: dryRun,
  };
}

function readRow(
  model: EntityModel,
  columns: readonly SheetColumn[],
  cells: readonly string[],
  titles: Titles,
  writing: Writing,
) {
  const values: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const sheetColumn of columns) {
    const text = unguarded((cells[sheetColumn.position] ?? "").trim());
    const { key, label, column } = sheetColumn;
    if (!text) continue;
    try {
      values[key] = sheetColumn.entity
        ? readLinks(sheetColumn, sheetColumn.entity, text, titles)
        : readCell(column ?? { kind: "text", label }, text, writing);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push({ field: key, message: `${model.columns[key]?.label ?? label} ${error.message}` });
    }
  }
  return { values, problems };
}

/** All that is wrong in a row of which some cells cannot be read, in the order of the sheet. */
function alsoWrong(
  model: EntityModel,
  columns: readonly SheetColumn[],
  values: object,
  problems: readonly FieldProblem[],
): FieldProblem[] {
  const place = ({ field }: FieldProblem) => columns.findIndex(({ key }) => key === field);
  try {
    readNew(model, values);
    return [...problems];
  } catch (error) {
    if (!(error instanceof InvalidFields)) throw error;
    const others = error.errors.filter(({ field }) => !problems.some((one) => one.field === field));
    return [...problems, ...others].sort((one, other) => place(one) - place(other));
  }
}

function readLinks({ isSet }: SheetColumn, entity: string, text: string, titles: Titles): string | string[] {
  const one = (name: string) => {
    if (isUuid(name)) return name;
    const [id, ...more] = titles.get(entity)?.get(name.toLowerCase()) ?? [];
    if (!id)
      throw new Unreadable(
        `“${name.slice(0, 60)}” is not the name of a ${entityOf(entity).label.toLowerCase()}.`,
      );
    if (more.length)
      throw new Unreadable(`“${name.slice(0, 60)}” is the name of several records; give the id instead.`);
    return id;
  };
  return isSet ? partsOf(text).map(one) : one(text);
}

/** Titles in one cell. */
function partsOf(text: string): string[] {
  const separator = text.includes(";") ? ";" : text.includes("|") ? "|" : ",";
  return text
    .split(separator)
    .map((part) => unguarded(part.trim()))
    .filter(Boolean);
}

async function titlesIn(
  service: EntityService,
  session: Session,
  sheet: Sheet,
  columns: readonly SheetColumn[],
): Promise<Titles> {
  const wanted = new Map<string, Set<string>>();
  for (const { entity, isSet, position } of columns) {
    if (!entity) continue;
    const names = wanted.get(entity) ?? new Set();
    for (const { cells } of sheet.rows) {
      const text = unguarded((cells[position] ?? "").trim());
      for (const name of isSet ? partsOf(text) : [text]) if (name) names.add(name.toLowerCase());
    }
    wanted.set(entity, names);
  }
  const titles: Titles = new Map();
  for (const [entity, names] of wanted) {
    const model = entityOf(entity);
    const title = `lower(${titleOf(model, "r")})`;
    const text = `select r.id, ${title} as ${quoted("title")} from ${model.view} r where ${title} = any($1::text[])`;
    const [found = []] = await service.run(session, [statement(text, [[...names]])]);
    const known = new Map<string, string[]>();
    for (const { id, title } of found)
      known.set(String(title), [...(known.get(String(title)) ?? []), String(id)]);
    titles.set(entity, known);
  }
  return titles;
}

function problemsOf(error: unknown, model: EntityModel, row: number): RowProblem[] {
  const problem = problemOf(error, model);
  if (problem.status >= 500) throw problem;
  const errors = problem.errors.length ? problem.errors : [{ field: "", message: problem.message }];
  return errors.map((one) => ({ row, ...one }));
}
