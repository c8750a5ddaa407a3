import type { AnyEntity } from "@sayso/app-kit";
import type { SampleRow, SampleRows } from "../src/workspace/preview/protocol";

type Tables = ReadonlyMap<string, readonly SampleRow[]>;

/**
 * The rows to go on with after a change of the application: those at hand, as far as there is still a place for them,
 * filled up from the new sample where they lack something.
 */
export function carried(entities: readonly AnyEntity[], before: Tables, sample: SampleRows["entities"]): Tables {
  const kept = new Map(entities.map(({ name }) => [name, before.get(name) ?? sample[name] ?? []]));
  return new Map(
    entities.map((entity) => [
      entity.name,
      (kept.get(entity.name) ?? []).map((row, index) => fitted(entity, row, sample[entity.name] ?? [], kept, index)),
    ]),
  );
}

function fitted(
  { fields }: AnyEntity,
  row: SampleRow,
  sample: readonly SampleRow[],
  kept: ReadonlyMap<string, readonly SampleRow[]>,
  index: number,
): SampleRow {
  const example = sample.length ? sample[index % sample.length] : undefined;
  const made: SampleRow = { ...row };
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === "belongs_to") {
      const parents = kept.get(field.entity ?? "") ?? [];
      const key = `${name}_id`;
      const isThere = made[key] === null || parents.some(({ id }) => id === made[key]);
      if (made[key] === undefined || !isThere) made[key] = parents.length ? parents[index % parents.length]?.id : null;
    } else if (!(name in made) && !field.computed && field.kind !== "many_to_many") {
      made[name] = example?.[name] ?? null;
    }
  }
  return made;
}
