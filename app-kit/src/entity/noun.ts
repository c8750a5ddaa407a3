import type { AnyEntity } from "../definition/entity";

/** What to call some rows in the middle of a sentence: "1 client", "2 clients". */
export function nounFor(entity: AnyEntity, count: number): string {
  return (count === 1 ? entity.label : entity.labelPlural).toLocaleLowerCase();
}
