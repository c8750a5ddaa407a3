import type { FieldKind } from "../src";
import { malformed } from "./answers";
import type { Live } from "./model";
import type { Store } from "./store";

/** What a path such as `client.name` leads to. */
export interface Target {
  readonly kind: FieldKind | "id";
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  read(row: Live): unknown;
}

const SYSTEM: Readonly<Record<string, FieldKind | "id">> = {
  id: "id",
  version: "integer",
  created_at: "datetime",
  updated_at: "datetime",
  member_id: "id",
};
const LABELS: Readonly<Record<string, string>> = { created_at: "Created", updated_at: "Changed" };

/** The value at `name` or `parent.name`; a relation's name stands for the title of its row. */
export function targetOf(store: Store, entity: string, path: string): Target {
  const { entity: definition, parents } = store.collection(entity);
  const [first = "", ...rest] = path.split(".");
  if (rest.length > 0) {
    const parent = parents[first];
    if (!parent) throw malformed(`${definition.label} has no relation "${first}" (in "${path}").`);
    const inner = targetOf(store, parent.entity, rest.join("."));
    return { ...inner, read: (row) => (row[first] ? inner.read(row[first]) : null) };
  }
  const titled = first in parents ? first : first.replace(/_title$/, "");
  const parent = parents[titled];
  if (parent && first !== `${titled}_id`) {
    const label = definition.fields[titled]?.label ?? titled;
    const read = (row: Live) => (row[titled] ? store.title(parent.entity, row[titled]) : null);
    return { kind: "text", label, options: [], read };
  }
  const read = (row: Live) => row[first] ?? null;
  if (first.endsWith("_id") && parents[first.slice(0, -3)]) return { kind: "id", label: first, options: [], read };
  const system = SYSTEM[first];
  if (system) return { kind: system, label: LABELS[first] ?? first, options: [], read };
  const field = definition.fields[first];
  if (!field) throw malformed(`${definition.label} has no "${first.slice(0, 60)}".`);
  return { kind: field.kind, label: field.label, options: field.options ?? [], read };
}
