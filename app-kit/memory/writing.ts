import type { Access, Actor } from "./access";
import { conflict, denied, type FieldProblem, invalid, Refusal } from "./answers";
import type { Flows } from "./flows";
import type { History } from "./history";
import type { Stored } from "./model";
import { linked, type Store } from "./store";

type Values = Readonly<Record<string, unknown>>;

/** Creates, changes and deletes rows as the database would: all of a request, or nothing of it. */
export class Writing {
  private readonly removed = new Map<string, { readonly entity: string; readonly row: Stored }>();

  constructor(
    private readonly store: Store,
    private readonly access: Access,
    private readonly flows: Flows,
    private readonly history: History,
    private readonly actor: () => Actor,
  ) {}

  create(entity: string, body: unknown): Stored {
    const { entity: definition } = this.store.collection(entity);
    if (!this.access.mayAny(entity, "create")) throw denied(this.mayNot(entity));
    const given = this.read(entity, body);
    const defaults = Object.entries(definition.fields).flatMap(([name, field]) =>
      field.default === undefined || field.default === null ? [] : [[name, field.default] as const],
    );
    const state = definition.flow ? { [definition.flow.field]: definition.flow.initial } : {};
    const values = { ...Object.fromEntries(defaults), ...state, ...given };
    this.demandValid(entity, values, null);
    const row = this.born(values);
    if (definition.flow) this.flows.demandStart(entity, row[definition.flow.field]);
    this.attempt(() => {
      this.store.insert(entity, row);
      this.link(entity, row, given);
      const live = this.store.live(entity, row);
      if (!this.access.may(entity, "create", live)) throw denied(this.mayNot(entity));
      this.demandWritable(entity, "create", row, Object.keys(given));
      this.demandFit(entity, row);
    });
    this.history.note("create", row.id, null, { ...row });
    return row;
  }

  patch(entity: string, row: Stored, body: unknown, match: string | null): Stored {
    const { label, flow } = this.store.collection(entity).entity;
    const changes = this.read(entity, body);
    this.demandVersion(entity, row, match);
    if (!this.access.may(entity, "update", this.store.live(entity, row)))
      throw denied(`Your role may not change this ${label.toLowerCase()}.`);
    this.demandWritable(entity, "update", row, Object.keys(changes));
    this.demandValid(entity, { ...row, ...changes }, new Set(Object.keys(changes)));
    if (flow) this.flows.demandChange(entity, row, changes[flow.field]);
    this.keep(entity, "update", row, changes);
    return row;
  }

  /** Makes a move of the flow, which was found to be possible. */
  move(entity: string, row: Stored, field: string, to: string): Stored {
    this.keep(entity, "update", row, { [field]: to });
    return row;
  }

  delete(entity: string, row: Stored, match: string | null): void {
    const { label } = this.store.collection(entity).entity;
    this.demandVersion(entity, row, match);
    if (!this.access.may(entity, "delete", this.store.live(entity, row)))
      throw denied(`Your role may not delete this ${label.toLowerCase()}.`);
    this.attempt(() => this.take(entity, row));
  }

  restore(entity: string, id: string): Stored {
    const { label } = this.store.collection(entity).entity;
    const known = this.removed.get(id);
    if (!known || known.entity !== entity)
      throw this.store.find(entity, id)
        ? conflict("rule_violated", `This ${label.toLowerCase()} is not deleted.`)
        : new Refusal(404, `There is no such ${label.toLowerCase()}.`, { code: "not_found" });
    this.attempt(() => {
      this.store.insert(entity, known.row);
      this.demandFit(entity, known.row);
    });
    this.removed.delete(id);
    this.history.note("restore", id, null, { ...known.row });
    return known.row;
  }

  /** Puts exactly these rows into a many_to_many relation; the other side follows. */
  replaceSet(entity: string, row: Stored, name: string, ids: readonly string[]): void {
    const { entity: other, inverse } = this.store.collection(entity).sets[name] ?? { entity: "", inverse: null };
    const missing = ids.find((id) => !this.store.find(other, id));
    if (missing !== undefined) {
      const label = this.store.collection(other).entity.label.toLowerCase();
      throw invalid([{ field: `${name}_ids`, message: `There is no such ${label}.` }]);
    }
    this.store.change(row, { [`${name}_ids`]: [...new Set(ids)] });
    if (!inverse) return;
    for (const each of this.store.table(other)) {
      const rest = linked(each[`${inverse}_ids`]).filter((id) => id !== row.id);
      this.store.change(each, { [`${inverse}_ids`]: ids.includes(each.id) ? [...rest, row.id] : rest });
    }
  }

  private keep(entity: string, action: string, row: Stored, changes: Values): void {
    const before = { ...row };
    this.attempt(() => {
      const { sets } = this.store.collection(entity);
      const columns = Object.entries(changes).filter(([key]) => !(key.replace(/_ids$/, "") in sets));
      const now = new Date().toISOString();
      this.store.change(row, { ...Object.fromEntries(columns), version: row.version + 1, updated_at: now });
      this.link(entity, row, changes);
      this.demandFit(entity, row);
    });
    this.history.note(action, row.id, before, { ...row });
  }

  private link(entity: string, row: Stored, values: Values): void {
    for (const name of Object.keys(this.store.collection(entity).sets)) {
      const ids = values[`${name}_ids`];
      if (ids !== undefined) this.replaceSet(entity, row, name, linked(ids));
    }
  }

  private take(entity: string, row: Stored): void {
    for (const { entity: other, parents } of this.store.collections.values()) {
      for (const [name, { entity: parent, onDelete }] of Object.entries(parents)) {
        if (parent !== entity) continue;
        for (const child of this.store.table(other.name).filter((each) => each[`${name}_id`] === row.id)) {
          if (onDelete === "cascade") this.take(other.name, child);
          else if (onDelete === "set_null") this.store.change(child, { [`${name}_id`]: null });
          else throw this.inUse(entity, other.labelPlural);
        }
      }
    }
    this.store.remove(entity, row);
    this.removed.set(row.id, { entity, row });
    this.history.note("delete", row.id, { ...row }, null);
  }

  private inUse(entity: string, users: string): Refusal {
    const label = this.store.collection(entity).entity.label.toLowerCase();
    const hint = `Change the ${users.toLowerCase()} first.`;
    return conflict("in_use", `This ${label} is still used by ${users.toLowerCase()}.`, { hint });
  }

  /** Does all of it; where something is refused, every row is as it was before. */
  private attempt(work: () => void): void {
    const before = new Map(
      [...this.store.tables].map(([name, rows]) => [name, rows.map((row) => ({ row, was: { ...row } }))]),
    );
    try {
      work();
    } catch (error) {
      for (const [name, rows] of before) {
        for (const { row, was } of rows) {
          for (const key of Object.keys(row)) if (!(key in was)) delete row[key];
          Object.assign(row, was);
        }
        this.store.tables.set(
          name,
          rows.map(({ row }) => row),
        );
      }
      this.store.forget();
      throw error;
    }
  }

  private read(entity: string, body: unknown): Values {
    const { entity: definition, parents, sets } = this.store.collection(entity);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      throw invalid([{ field: "", message: "The body must be a JSON object of fields." }]);
    const errors: FieldProblem[] = [];
    const known = (key: string) => {
      const field = definition.fields[key];
      return (
        (field && !field.computed && !(key in parents) && !(key in sets)) ||
        key.replace(/_ids?$/, "") in { ...parents, ...sets }
      );
    };
    for (const key of Object.keys(body)) {
      if (known(key)) continue;
      const computed = definition.fields[key]?.computed;
      const message = computed
        ? `${definition.fields[key]?.label} is worked out by Sayso and cannot be set.`
        : `There is no field "${key.slice(0, 60)}".`;
      errors.push({ field: key, message });
    }
    if (errors.length) throw invalid(errors);
    const blank = (value: unknown) => (typeof value === "string" && !value.trim() ? null : value);
    return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, blank(value)]));
  }

  private demandValid(entity: string, values: Values, changed: ReadonlySet<string> | null): void {
    const { entity: definition, parents } = this.store.collection(entity);
    const errors: FieldProblem[] = [];
    const add = (field: string, message: string) => {
      if ((!changed || changed.has(field)) && !errors.some((error) => error.field === field))
        errors.push({ field, message });
    };
    const parsed = definition.schema.safeParse(values);
    for (const issue of parsed.error?.issues ?? []) add(String(issue.path[0] ?? ""), issue.message);
    for (const [name, { entity: parent }] of Object.entries(parents)) {
      const id = values[`${name}_id`];
      const { label, required } = definition.fields[name] ?? { label: name, required: false };
      if (required && (id === null || id === undefined)) add(`${name}_id`, `${label} is required.`);
      else if (id && !this.store.find(parent, id))
        add(`${name}_id`, `There is no such ${this.store.collection(parent).entity.label.toLowerCase()}.`);
    }
    if (errors.length) throw invalid(errors);
  }

  private demandWritable(entity: string, action: "create" | "update", row: Stored, keys: readonly string[]): void {
    const writable = this.access.fields(entity, action, this.store.live(entity, row));
    const refused = writable && keys.find((key) => !writable.has(key));
    if (refused) throw denied(`Your role may not write the field ${refused}.`);
  }

  private demandVersion(entity: string, row: Stored, match: string | null): void {
    if (!match || match.replace(/^W\//, "") === `"${row.version}"`) return;
    const label = this.store.collection(entity).entity.label.toLowerCase();
    const more = { code: "version_mismatch", version: row.version, hint: "Load it again and repeat your change." };
    throw new Refusal(412, `This ${label} was changed in the meantime.`, more);
  }

  /** What holds for rows together: uniqueness, and the rules of the entity. */
  private demandFit(entity: string, row: Stored): void {
    const { entity: definition, unique, rules } = this.store.collection(entity);
    for (const keys of unique) {
      if (keys.some((key) => row[key] === null || row[key] === undefined)) continue;
      if (!this.store.table(entity).some((other) => other !== row && keys.every((key) => other[key] === row[key])))
        continue;
      const labels = keys.map(
        (key) => definition.fields[key.replace(/_id$/, "")]?.label ?? definition.fields[key]?.label ?? key,
      );
      const message = `${labels.join(" and ")} is already taken by another ${definition.label.toLowerCase()}.`;
      throw conflict("not_unique", message, { errors: keys.map((field) => ({ field, message })) });
    }
    const live = this.store.live(entity, row);
    const broken = rules.find(({ holds }) => holds(live) === false);
    if (broken) throw conflict("rule_violated", broken.message, { rule: broken.name });
  }

  private born(values: Values): Stored {
    const now = new Date().toISOString();
    const { member } = this.actor();
    return { id: crypto.randomUUID(), version: 1, created_at: now, updated_at: now, created_by: member, ...values };
  }

  private mayNot(entity: string): string {
    return `Your role may not do this with ${this.store.collection(entity).entity.labelPlural.toLowerCase()}.`;
  }
}
