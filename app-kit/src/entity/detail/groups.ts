import type { FieldDefinition } from "../../definition/field";

export type NamedField = readonly [string, FieldDefinition];

export interface DetailGroups {
  /** Short values, two beside each other where there is room. */
  readonly facts: readonly NamedField[];
  /** Texts, pictures and sets, each across the whole width. */
  readonly wide: readonly NamedField[];
}

const WIDE = new Set(["long_text", "json", "image", "many_to_many"]);

/** Fields of a record in the order in which they are read. */
export function detailGroups(fields: readonly NamedField[]): DetailGroups {
  return {
    facts: fields.filter(([, field]) => !WIDE.has(field.kind)),
    wide: fields.filter(([, field]) => WIDE.has(field.kind)),
  };
}
