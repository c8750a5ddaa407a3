import type { AnyEntity } from "../definition/entity";

/** What a button says that adds a row, in the words of the entity's own form: "Book appointment". */
export function addLabelOf(entity: AnyEntity): string {
  return entity.addLabel ?? `Add ${entity.label.toLocaleLowerCase()}`;
}

/** What to call some rows in the middle of a sentence: "1 client", "2 clients". */
export function nounFor(entity: AnyEntity, count: number): string {
  return (count === 1 ? entity.label : entity.labelPlural).toLocaleLowerCase();
}
