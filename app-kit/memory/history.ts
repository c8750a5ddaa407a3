import type { Stored } from "./model";

export interface Entry {
  readonly id: string;
  readonly action: string;
  readonly at: string;
  readonly actor: { readonly id: string | null; readonly name: string } | null;
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

const UNTOLD = new Set(["id", "version", "created_at", "updated_at", "created_by", "member_id"]);

/** What happened to rows, told newest first. */
export class History {
  private readonly entries = new Map<string, Entry[]>();
  private next = 1;

  constructor(private readonly actor: () => Entry["actor"]) {}

  /** Takes down what changed between two states of a row; null is before it was there, or after. */
  note(action: string, id: string, before: Stored | null, after: Stored | null): void {
    const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
    const changes: Record<string, readonly [unknown, unknown]> = {};
    for (const key of keys) {
      const [old, now] = [before?.[key] ?? null, after?.[key] ?? null];
      if (!UNTOLD.has(key) && JSON.stringify(old) !== JSON.stringify(now)) changes[key] = [old, now];
    }
    const entry = { id: `h${this.next++}`, action, at: new Date().toISOString(), actor: this.actor(), changes };
    this.entries.set(id, [entry, ...(this.entries.get(id) ?? [])]);
  }

  of(row: Stored): readonly Entry[] {
    const told = this.entries.get(row.id) ?? [];
    if (told.some(({ action }) => action === "create")) return told;
    const made = { id: `h0-${row.id}`, action: "create", at: String(row.created_at), actor: null, changes: {} };
    return [...told, made];
  }
}
