// Names in requests resolved to SQL: own columns, columns of what a row belongs to, and titles.
import { appModule } from "./module";
import { type Column, columnOf, type EntityModel, keysOf, quoted, SYSTEM } from "./model";
import { Malformed } from "./problems";

const DEEPEST = 4;

/** What a path leads to: SQL for the value and the column it is. */
export interface Target {
  readonly sql: string;
  readonly column: Column;
  /** Whether every row has a value, so that an index serves sorting by it. */
  readonly isAlwaysThere: boolean;
}

/** The entity of this name. */
export function entityOf(name: string): EntityModel {
  const model = appModule.entities[name];
  if (!model) throw new Error(`There is no entity ${name}.`);
  return model;
}

/** The value at `name` or `parent.name` for the row `r`; a relation's name stands for the title of its rows. */
export function target(model: EntityModel, path: string, alias = "r"): Target {
  const [first = "", ...rest] = path.split(".");
  if (rest.length > DEEPEST) throw new Malformed(`“${path.slice(0, 60)}” goes through too many relations.`);
  if (rest.length) {
    const parent = parentOf(model, first);
    const inner = target(parent, rest.join("."), `${alias}_${rest.length}`);
    return { ...inner, sql: lookUp(model, first, alias, inner.sql, rest.length), isAlwaysThere: false };
  }
  const column = columnOf(model, first);
  if (column) {
    const isAlwaysThere =
      Object.hasOwn(SYSTEM, first) || (!!column.required && !column.stored && alias === "r");
    return { sql: `${alias}.${quoted(first)}`, column, isAlwaysThere };
  }
  const relation = first.replace(/_title$/, "");
  if (Object.hasOwn(model.belongsTo, relation)) {
    const { label = relation } = columnOf(model, `${relation}_id`) ?? {};
    return {
      sql: parentTitle(model, relation, alias),
      column: { kind: "text", label },
      isAlwaysThere: false,
    };
  }
  throw new Malformed(
    `${model.label} has no “${first.slice(0, 60)}”.`,
    "The names are those of the fields in openapi.json.",
  );
}

/** The entity that a relation points to. */
export function parentOf(model: EntityModel, relation: string): EntityModel {
  const entity = Object.hasOwn(model.belongsTo, relation) ? model.belongsTo[relation] : undefined;
  if (!entity) throw new Malformed(`${model.label} has no relation “${relation.slice(0, 60)}”.`);
  return entityOf(entity);
}

/** SQL for what the row at `alias` is called, through what it belongs to where need be. */
export function titleOf(model: EntityModel, alias: string, depth = 0): string {
  const [only, ...more] = model.title.map((key) => `${alias}.${quoted(key)}`);
  if (only && more.length) return `concat_ws(' ', ${[only, ...more].join(", ")})`;
  if (only) return `${only}::text`;
  if (model.titleRelation && depth < 3) return parentTitle(model, model.titleRelation, alias, depth + 1);
  return `left(${alias}.id::text, 8)`;
}

/** SQL for the title of what the row at `alias` refers to. */
export function parentTitle(model: EntityModel, relation: string, alias: string, depth = 0): string {
  const title = titleOf(parentOf(model, relation), `${alias}_t${depth}`, depth);
  return lookUp(model, relation, alias, title, `t${depth}`);
}

function lookUp(
  model: EntityModel,
  relation: string,
  alias: string,
  value: string,
  mark: number | string,
): string {
  const inner = `${alias}_${mark}`;
  const from = parentOf(model, relation).view;
  return `(select ${value} from ${from} ${inner} where ${inner}.id = ${alias}.${quoted(`${relation}_id`)})`;
}

/** The select list for rows at `r`: own values, titles, and what is expanded. */
export function selectList(model: EntityModel, expand: readonly string[], withSets: boolean): string {
  const parts = ownValues(model, "r");
  for (const name of expand) {
    if (Object.hasOwn(model.belongsTo, name)) parts.push(`${expanded(model, name)} as ${quoted(name)}`);
    else if (!Object.hasOwn(model.sets, name)) {
      throw new Malformed(`${model.label} has no relation “${name.slice(0, 60)}” to expand.`);
    }
  }
  for (const name of Object.keys(model.sets)) {
    if (withSets || expand.includes(name)) parts.push(...linked(model, name));
  }
  return parts.join(", ");
}

function ownValues(model: EntityModel, alias: string): string[] {
  return keysOf(model).flatMap((key) => {
    const value = `${alias}.${quoted(key)}`;
    const relation = key.slice(0, -3);
    const isReference = key.endsWith("_id") && Object.hasOwn(model.belongsTo, relation);
    return isReference
      ? [value, `${parentTitle(model, relation, alias)} as ${quoted(`${relation}_title`)}`]
      : [value];
  });
}

function expanded(model: EntityModel, name: string): string {
  const parent = parentOf(model, name);
  const [, ...values] = ownValues(parent, "p");
  const list = [`p.id`, `${titleOf(parent, "p")} as "title"`, ...values].join(", ");
  return `(select row_to_json(e) from (select ${list} from ${parent.view} p where p.id = r.${quoted(`${name}_id`)}) e)`;
}

function linked(model: EntityModel, name: string): string[] {
  const set = model.sets[name];
  if (!set) return [];
  const other = entityOf(set.entity);
  const title = titleOf(other, "o");
  const from = `from ${set.table} s join ${other.view} o on o.id = s.${quoted(set.other)} where s.${quoted(set.own)} = r.id`;
  return [
    `array(select o.id ${from} order by ${title}, o.id) as ${quoted(`${name}_ids`)}`,
    `array(select ${title} ${from} order by ${title}, o.id) as ${quoted(`${name}_titles`)}`,
  ];
}
