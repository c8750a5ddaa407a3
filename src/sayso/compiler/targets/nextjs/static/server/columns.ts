// Which column of a sheet is which field: as its heading says, or as a person chose it.
import { type Column, type EntityModel, writtenColumns } from "./model";
import { Malformed } from "./problems";
import { MOST_COLUMNS } from "./sheet";

/** What a column can go to; `entity` is what its cells name. */
interface Place {
  readonly key: string;
  readonly label: string;
  readonly column?: Column;
  readonly entity?: string;
  readonly isSet?: boolean;
}

/** A column that is imported. */
export interface SheetColumn extends Place {
  readonly position: number;
}

/** Where each column of a file goes, by its position; null leaves one out. */
export type Mapping = readonly (string | null)[];

/** The mapping in an address; nothing where there is none. */
export function mappingIn(text: string | null): Mapping | undefined {
  if (!text) return undefined;
  const given = parsed(text);
  if (!Array.isArray(given) || !given.every((one) => one === null || typeof one === "string"))
    throw new Malformed(
      "The parameter mapping has to be a JSON list with a field or null for each column.",
      'Such as ["name",null,"weight"].',
    );
  return given.slice(0, MOST_COLUMNS);
}

/** The columns that are imported: those that are called alike, or those that a person chose. */
export function matched(model: EntityModel, header: readonly string[], mapping?: Mapping): SheetColumn[] {
  return mapping ? chosen(model, header, mapping) : alike(model, header);
}

/** What a column of a file can go to, with what a row needs. */
export function fillable(model: EntityModel): { field: string; label: string; required: boolean }[] {
  const needed = new Set(model.createSchema.safeParse({}).error?.issues.map(({ path }) => String(path[0])));
  return placesOf(model).map(({ key, label }) => ({ field: key, label, required: needed.has(key) }));
}

function placesOf(model: EntityModel): Place[] {
  const linked = new Set(Object.keys(model.belongsTo).map((name) => `${name}_id`));
  return [
    ...writtenColumns(model)
      .filter(([key]) => !linked.has(key))
      .map(([key, column]) => ({ key, label: column.label, column })),
    ...Object.entries(model.belongsTo).map(([name, entity]) => ({
      key: `${name}_id`,
      label: model.columns[`${name}_id`]?.label ?? name,
      entity,
    })),
    ...Object.entries(model.sets).map(([name, { entity }]) => ({
      key: `${name}_ids`,
      label: name.replaceAll("_", " "),
      entity,
      isSet: true,
    })),
  ];
}

function alike(model: EntityModel, header: readonly string[]): SheetColumn[] {
  const known = new Map<string, Place>();
  for (const place of placesOf(model).reverse()) {
    for (const name of namesOf(place)) known.set(squeezed(name), place);
  }
  const columns = new Map<string, SheetColumn>();
  header.forEach((heading, position) => {
    const found = known.get(squeezed(heading));
    if (found && !columns.has(found.key)) columns.set(found.key, { ...found, position });
  });
  return [...columns.values()];
}

/** What a column may be called that goes there. */
function namesOf({ key, label, entity, isSet }: Place): string[] {
  const name = key.replace(/_ids?$/, "");
  if (isSet) return [name, key, `${name}_titles`];
  return entity ? [name, key, `${name}_title`, `${name}_name`, label] : [label, key];
}

function chosen(model: EntityModel, header: readonly string[], mapping: Mapping): SheetColumn[] {
  const places = new Map(placesOf(model).map((place) => [place.key, place]));
  const columns = new Map<string, SheetColumn>();
  mapping.forEach((key, position) => {
    if (key === null) return;
    const place = places.get(key);
    if (!place || position >= header.length) throw new Malformed(`There is no column “${key.slice(0, 60)}”.`);
    if (columns.has(key))
      throw new Malformed(`${place.label} is chosen for two columns.`, "Leave one of them out.");
    columns.set(key, { ...place, position });
  });
  return [...columns.values()];
}

/** `E-mail`, `e_mail` and `Email` are the same heading. */
function squeezed(heading: string): string {
  return heading
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
