// Import of a sheet: every row is read and tried, every error is told with its row.
import { authorize, authorizeFields } from "./access";
import { attempt } from "./database";
import { type Column, type EntityModel, quoted, writtenColumns } from "./model";
import { entityOf, titleOf } from "./paths";
import { type FieldProblem, InvalidFields, Malformed, problemOf } from "./problems";
import type { EntityService } from "./service";
import type { Session } from "./session";
import { readSheet, type Sheet, unguarded } from "./sheet";
import { DatabaseRefusal, type Statement, statement } from "./statement";
import { readNew } from "./values";
import {
  isUuid,
  readChoices,
  readMoment,
  readNumber,
  readDay,
  readTime,
  readYesOrNo,
  Unreadable,
} from "./written";

/** A column that is imported; `entity` is what its cells name. */
interface SheetColumn {
  readonly position: number;
  readonly key: string;
  readonly label: string;
  readonly column?: Column;
  readonly entity?: string;
  readonly isSet?: boolean;
}

type RowProblem = FieldProblem & { readonly row: number };
/** Ids by entity and title, the title in small letters. */
type Titles = Map<string, Map<string, string[]>>;

const MOST_ERRORS = 500;

/** Creates the rows; none if any fails, unless `partial`; none in any case when it is a dry run. */
export async function importSheet(
  service: EntityService,
  session: Session,
  bytes: Uint8Array,
  { dryRun, partial }: { dryRun: boolean; partial: boolean },
) {
  authorize(session, service.model, "create");
  const sheet = readSheet(bytes);
  const { columns, ignored } = matched(service.model, sheet.header);
  if (!columns.length) {
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
  for (const { number, cells } of sheet.rows) {
    const { values, problems } = readRow(service.model, columns, cells, titles, session.timeZone);
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
    errors: errors.slice(0, MOST_ERRORS),
    error_count: errors.length,
    ignored,
    dry_run: dryRun,
  };
}

function matched(
  model: EntityModel,
  header: readonly string[],
): { columns: SheetColumn[]; ignored: string[] } {
  const known = new Map<string, Omit<SheetColumn, "position">>();
  const know = (names: readonly string[], column: Omit<SheetColumn, "position">) => {
    for (const name of names) known.set(squeezed(name), column);
  };
  for (const [name, { entity }] of Object.entries(model.sets)) {
    const label = name.replaceAll("_", " ");
    know([name, `${name}_ids`, `${name}_titles`], { key: `${name}_ids`, label, entity, isSet: true });
  }
  for (const [name, entity] of Object.entries(model.belongsTo)) {
    const label = model.columns[`${name}_id`]?.label ?? name;
    know([name, `${name}_id`, `${name}_title`, `${name}_name`, label], { key: `${name}_id`, label, entity });
  }
  for (const [key, column] of writtenColumns(model)) {
    if (!known.has(squeezed(key))) know([column.label, key], { key, label: column.label, column });
  }
  const columns = new Map<string, SheetColumn>();
  const ignored: string[] = [];
  header.forEach((heading, position) => {
    const found = known.get(squeezed(heading));
    if (found && !columns.has(found.key)) columns.set(found.key, { ...found, position });
    else if (heading) ignored.push(heading);
  });
  return { columns: [...columns.values()], ignored };
}

/** `E-mail`, `e_mail` and `Email` are the same heading. */
function squeezed(heading: string): string {
  return heading
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function readRow(
  model: EntityModel,
  columns: readonly SheetColumn[],
  cells: readonly string[],
  titles: Titles,
  timeZone: string,
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
        : readCell(column ?? { kind: "text", label }, text, timeZone);
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

function readCell({ kind, options = [] }: Column, text: string, timeZone: string): unknown {
  const choice = (one: string) => {
    const wanted = one.trim().toLowerCase();
    return options.find(({ name, label }) => name === wanted || label.toLowerCase() === wanted)?.name ?? one;
  };
  switch (kind) {
    case "integer":
    case "decimal":
    case "money":
      return readNumber(text, kind);
    case "boolean":
      return readYesOrNo(text);
    case "date":
      return readDay(text);
    case "datetime":
      return readMoment(text, timeZone);
    case "time":
      return readTime(text);
    case "enum":
      return choice(text);
    case "multi_enum":
      return readChoices(text).map(choice);
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        throw new Unreadable("must be JSON.");
      }
    default:
      return text;
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
