import type { Access } from "./access";
import type { Live } from "./model";
import { linked, type Store } from "./store";

type Shown = Record<string, unknown>;

/** A row as an answer gives it: titles of parents beside their ids, expanded relations, sets of ids. */
export class Shapes {
  constructor(
    private readonly store: Store,
    private readonly access: Access,
  ) {}

  single(entity: string, row: Live, expand: readonly string[] = []): Shown {
    return this.shown(entity, row, expand, Object.keys(this.store.collection(entity).sets));
  }

  listed(entity: string, row: Live, expand: readonly string[]): Shown {
    const { sets } = this.store.collection(entity);
    return this.shown(
      entity,
      row,
      expand,
      Object.keys(sets).filter((name) => expand.includes(name)),
    );
  }

  /** What somebody may read of a row. */
  private own(entity: string, row: Live): Shown {
    const { entity: definition, parents, personRole, sets } = this.store.collection(entity);
    const readable = this.access.fields(entity, "read", row);
    const seen = (key: string) => (readable === null || readable.has(key) ? (row[key] ?? null) : null);
    const shown: Shown = { id: row.id };
    for (const name of Object.keys(definition.fields)) {
      if (name in sets) continue;
      if (!(name in parents)) shown[name] = seen(name);
      else {
        shown[`${name}_id`] = seen(`${name}_id`);
        shown[`${name}_title`] = shown[`${name}_id`] === null ? null : this.titleOf(parents[name]?.entity, row[name]);
      }
    }
    if (personRole) shown.member_id = row.member_id ?? null;
    return { ...shown, version: row.version, created_at: row.created_at, updated_at: row.updated_at };
  }

  private shown(entity: string, row: Live, expand: readonly string[], sets: readonly string[]): Shown {
    const { parents, sets: known } = this.store.collection(entity);
    const shown = this.own(entity, row);
    for (const name of expand) {
      const parent = parents[name];
      if (!parent) continue;
      const mayRead = row[name] && this.access.may(parent.entity, "read", row[name]);
      shown[name] = mayRead
        ? { title: this.store.title(parent.entity, row[name]), ...this.own(parent.entity, row[name]) }
        : null;
    }
    for (const name of sets) {
      const other = known[name]?.entity ?? "";
      const found = linked(row[`${name}_ids`]).flatMap((id) => this.store.find(other, id) ?? []);
      const titled = found.map((each) => [each.id, this.store.title(other, this.store.live(other, each))] as const);
      titled.sort(([, one], [, two]) => (one ?? "").localeCompare(two ?? ""));
      shown[`${name}_ids`] = titled.map(([id]) => id);
      shown[`${name}_titles`] = titled.map(([, title]) => title);
    }
    return shown;
  }

  private titleOf(entity: string | undefined, row: Live): string | null {
    if (!entity || !row || !this.access.may(entity, "read", row)) return null;
    return this.store.title(entity, row);
  }
}
