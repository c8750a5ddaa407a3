import type { AnyEntity } from "../src";
import { type Collection, collectionsOf, type Live, type Model, type Stored } from "./model";

/** The rows of an application in memory, with what follows from them. */
export class Store {
  readonly tables = new Map<string, Stored[]>();
  readonly collections: ReadonlyMap<string, Collection>;
  private readonly kinds = new Map<string, object>();
  private living = new Map<Stored, Live>();

  constructor(
    readonly entities: readonly AnyEntity[],
    model?: Model,
  ) {
    this.collections = collectionsOf(entities, model);
    for (const entity of entities) {
      this.tables.set(entity.name, []);
      this.kinds.set(entity.name, this.kindOf(entity));
    }
  }

  collection(name: string): Collection {
    const found = this.collections.get(name);
    if (!found) throw new Error(`There is no entity “${name}”.`);
    return found;
  }

  table(name: string): Stored[] {
    return this.tables.get(name) ?? [];
  }

  find(name: string, id: unknown): Stored | undefined {
    return this.table(name).find((row) => row.id === id);
  }

  /** Puts a row in; what was worked out before is worked out anew. */
  insert(name: string, row: Stored): void {
    this.table(name).push(row);
    this.forget();
  }

  remove(name: string, row: Stored): void {
    this.tables.set(
      name,
      this.table(name).filter((each) => each !== row),
    );
    this.forget();
  }

  change(row: Stored, values: Readonly<Record<string, unknown>>): void {
    Object.assign(row, values);
    this.forget();
  }

  /** The row as expressions see it. */
  live(name: string, row: Stored): Live {
    const known = this.living.get(row);
    if (known) return known;
    const made = Object.assign(Object.create(this.kinds.get(name) ?? null) as object, row);
    this.living.set(row, made);
    return made;
  }

  all(name: string): Live[] {
    return this.table(name).map((row) => this.live(name, row));
  }

  /** What a row is called, through its parents where need be. */
  title(name: string, row: Live, depth = 0): string | null {
    const { fields, relation } = this.collection(name).title;
    if (fields) {
      const parts = fields.map((field) => row[field]).filter((value) => value !== null && value !== undefined);
      return parts.length ? parts.join(" ") : null;
    }
    if (relation && depth < 3) {
      const parent = this.collection(name).parents[relation];
      return parent && row[relation] ? this.title(parent.entity, row[relation], depth + 1) : null;
    }
    return String(row.id).slice(0, 8);
  }

  forget(): void {
    this.living = new Map();
  }

  private kindOf(entity: AnyEntity): object {
    const kind = {};
    const lazily = (name: string, work: (row: Live) => unknown) =>
      Object.defineProperty(kind, name, {
        configurable: true,
        get(this: Live) {
          const value = work(this);
          Object.defineProperty(this, name, { value, configurable: true, enumerable: true });
          return value;
        },
      });
    const { parents, sets, computed } = this.collection(entity.name);
    lazily("$peers", () => this.all(entity.name));
    for (const [name, { entity: parent }] of Object.entries(parents)) {
      lazily(name, (row) => {
        const found = this.find(parent, row[`${name}_id`]);
        return found ? this.live(parent, found) : null;
      });
    }
    for (const [name, link] of Object.entries(entity.related ?? {})) {
      if (!(name in sets))
        lazily(name, (row) => this.all(link.entity).filter((each) => each[`${link.via}_id`] === row.id));
    }
    for (const [name, { entity: other }] of Object.entries(sets)) {
      lazily(name, (row) => this.all(other).filter((each) => linked(row[`${name}_ids`]).includes(each.id)));
    }
    for (const [name, work] of Object.entries(computed)) lazily(name, (row) => work(row) ?? null);
    return kind;
  }
}

/** The ids in a set; none where there is no set. */
export function linked(ids: unknown): readonly string[] {
  return Array.isArray(ids) ? (ids as string[]) : [];
}
