import type { AnyEntity } from "../definition/entity";
import type { FieldDefinition } from "../definition/field";

const BULKY = new Set(["long_text", "json", "file", "image", "uuid", "many_to_many", "multi_enum"]);
const TELLING = ["state", "datetime", "date", "money", "belongs_to", "enum", "phone", "email", "integer", "decimal"];

/** Columns where the spec names none: the title, then what fits on a line. */
export function defaultColumns(entity: AnyEntity): readonly string[] {
  const title = titleColumn(entity);
  const others = Object.entries(entity.fields).filter(([name, field]) => name !== title && !BULKY.has(field.kind));
  return [title, ...others.map(([name]) => name)].slice(0, 7);
}

/** The few most telling fields beside the title, for cards and compact lists. */
export function tellingFields(
  entity: AnyEntity,
  count: number,
  hidden: readonly string[] = [],
): readonly (readonly [string, FieldDefinition])[] {
  const title = titleColumn(entity);
  const seen = new Set<string>();
  return Object.entries(entity.fields)
    .filter(([name, field]) => name !== title && !hidden.includes(name) && TELLING.includes(field.kind))
    .sort(([, one], [, other]) => TELLING.indexOf(one.kind) - TELLING.indexOf(other.kind))
    .filter(([, { kind }]) => kind === "belongs_to" || (!seen.has(kind) && seen.add(kind)))
    .slice(0, count);
}

/** The field that names a row where its own title is not telling, such as in a list of rows that share it. */
export function titleColumnWithout(entity: AnyEntity, hidden: readonly string[]): string {
  const title = titleColumn(entity);
  if (!hidden.includes(title)) return title;
  const others = Object.entries(entity.fields).filter(([name]) => !hidden.includes(name));
  const found = ["text", "belongs_to", "datetime", "date"].flatMap((kind) =>
    others.filter(([, field]) => field.kind === kind),
  );
  return found[0]?.[0] ?? title;
}

/** The field that names a row; its column is the link. */
export function titleColumn(entity: AnyEntity): string {
  return entity.titleField ?? Object.keys(entity.fields)[0] ?? "id";
}
