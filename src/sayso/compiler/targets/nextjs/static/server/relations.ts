// Related rows: many_to_many sets that are written, and what a list or row is expanded with.
import type { Context, Row } from "./context";
import { type EntityModel, quoted, type RelationSet, rowOf } from "./model";

type Extras = Map<string, Record<string, unknown>>;

/** Makes each set of related rows what the ids say. */
export async function replaceSets(
  context: Context,
  model: EntityModel,
  id: string,
  sets: Record<string, readonly string[]>,
): Promise<void> {
  for (const [relation, ids] of Object.entries(sets)) {
    const set = model.sets[relation] as RelationSet;
    const [own, other] = [quoted(set.own), quoted(set.other)];
    await context.database.rows(
      `delete from ${set.table} where ${own} = $1::uuid and not ${other} = any($2::uuid[])`,
      [id, ids],
    );
    await context.database.rows(
      `insert into ${set.table} (${own}, ${other}) select $1::uuid, unnest($2::uuid[]) on conflict do nothing`,
      [id, ids],
    );
  }
}

/** Adds `{id, title, …}` objects for belongs_to names, and ids and titles for many_to_many names. */
export async function expandRows(
  context: Context,
  model: EntityModel,
  rows: readonly Row[],
  names: readonly string[],
): Promise<readonly Row[]> {
  const extras = new Map(rows.map((row) => [row.id, {} as Record<string, unknown>]));
  for (const name of new Set(names)) {
    const set = Object.hasOwn(model.sets, name) ? model.sets[name] : undefined;
    if (set) await expandSet(context, extras, name, set);
    else if (Object.hasOwn(model.belongsTo, name)) await expandParent(context, model, rows, extras, name);
  }
  return rows.map((row) => ({ ...row, ...extras.get(row.id) }));
}

async function expandParent(
  context: Context,
  model: EntityModel,
  rows: readonly Row[],
  extras: Extras,
  name: string,
): Promise<void> {
  const parent = context.appModule.entities[model.belongsTo[name] ?? ""];
  if (!parent) return;
  const ids = rows.map((row) => row[`${name}_id`]).filter((id) => typeof id === "string");
  const found = await context.database.rows<{ row: Row }>(
    `select ${rowOf(parent)} as row from ${parent.view} r where r.id = any($1::uuid[])`,
    [ids],
  );
  const byId = new Map(found.map(({ row }) => [row.id, { ...row, title: row[parent.titleColumn ?? "id"] }]));
  for (const row of rows) {
    const extra = extras.get(row.id);
    if (extra) extra[name] = byId.get(String(row[`${name}_id`])) ?? null;
  }
}

async function expandSet(context: Context, extras: Extras, name: string, set: RelationSet): Promise<void> {
  const other = context.appModule.entities[set.entity];
  if (!other) return;
  const title = `o.${quoted(other.titleColumn ?? "id")}::text`;
  const found = await context.database.rows<{ id: string; ids: string[]; titles: string[] }>(
    `select j.${quoted(set.own)} as id, array_agg(o.id order by ${title}) as ids, array_agg(${title} order by ${title}) as titles
     from ${set.table} j join ${other.view} o on o.id = j.${quoted(set.other)}
     where j.${quoted(set.own)} = any($1::uuid[]) group by 1`,
    [[...extras.keys()]],
  );
  const byId = new Map(found.map((one) => [one.id, one]));
  for (const [id, extra] of extras) {
    extra[`${name}_ids`] = byId.get(id)?.ids ?? [];
    extra[`${name}_titles`] = byId.get(id)?.titles ?? [];
  }
}
