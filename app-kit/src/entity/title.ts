import type { AnyEntity, RowBase } from "../definition/entity";
import type { FieldDefinition, FieldOption } from "../definition/field";
import type { Format } from "../format/format";

const read = (row: RowBase, key: string): unknown => (row as unknown as Record<string, unknown>)[key];

/** The stored value of a field in a row; an id, or ids, for relations. */
export function storedValue(row: RowBase, name: string, field: FieldDefinition): unknown {
  if (field.kind === "belongs_to") return read(row, `${name}_id`);
  if (field.kind === "many_to_many") return read(row, `${name}_ids`);
  return read(row, name);
}

/** The title of the row a belongs_to points at. */
export function relatedTitle(row: RowBase, name: string): string {
  return String(read(row, `${name}_title`) ?? "");
}

/** The titles of the rows a many_to_many points at. */
export function relatedTitles(row: RowBase, name: string): readonly string[] {
  const titles = read(row, `${name}_titles`);
  return Array.isArray(titles) ? titles.map(String) : [];
}

/** The option a stored value stands for; an unknown value is shown as it is. */
export function optionOf(field: FieldDefinition, value: unknown): FieldOption {
  const text = String(value);
  return field.options?.find((option) => option.value === text) ?? { value: text, label: text };
}

/** A field of a row as plain text, for titles, sentences and screen readers. */
export function textOf(row: RowBase, name: string, field: FieldDefinition, format: Format): string {
  if (field.kind === "belongs_to") return relatedTitle(row, name);
  if (field.kind === "many_to_many") return format.list(relatedTitles(row, name));
  return textOfValue(read(row, name), field, format);
}

/** Digits after the point: what was typed keeps four, what was worked out is rounded. */
function digitsOf(value: number, field: FieldDefinition): number {
  if (field.kind === "integer") return 0;
  return field.computed && Math.abs(value) >= 1 ? 2 : 4;
}

/** A stored value as plain text. */
export function textOfValue(value: unknown, field: FieldDefinition, format: Format): string {
  if (value === null || value === undefined || value === "") return "";
  switch (field.kind) {
    case "money":
      return format.money(Number(value));
    case "integer":
    case "decimal":
      return field.year ? String(value) : format.number(Number(value), digitsOf(Number(value), field));
    case "boolean":
      return value ? "Yes" : "No";
    case "date":
      return format.date(String(value));
    case "datetime":
      return format.dateTime(String(value));
    case "time":
      return format.time(String(value));
    case "enum":
    case "state":
      return optionOf(field, value).label;
    case "multi_enum":
      return Array.isArray(value) ? format.list(value.map((each) => optionOf(field, each).label)) : String(value);
    case "json":
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

/** What people call a row: its title field, or what else tells it apart; never an id. */
export function titleOf(entity: AnyEntity, row: RowBase, format: Format): string {
  const given = read(row, "title");
  const name = entity.titleField ?? Object.keys(entity.fields)[0];
  const field = name === undefined ? undefined : entity.fields[name];
  const own = name !== undefined && field ? textOf(row, name, field, format) : "";
  if (own) return own;
  return typeof given === "string" && given ? given : `Untitled ${entity.label.toLowerCase()}`;
}
