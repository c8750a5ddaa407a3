// What happened to a row, newest first.
import type { Context } from "./context";
import { type EntityModel, shownAs } from "./model";

interface HistoryRow {
  readonly id: number;
  readonly action: string;
  readonly at: string;
  readonly actor: string | null;
  readonly name: string | null;
  readonly old: Record<string, unknown> | null;
  readonly new: Record<string, unknown> | null;
}

/** The changes of one row, with who made them. */
export async function historyOf(context: Context, model: EntityModel, id: string): Promise<object[]> {
  const found = await context.database.rows<{ entry: HistoryRow }>(
    `select to_jsonb(h) || jsonb_build_object('name', m.name) as entry from ${context.appModule.history} h
     left join public.members m on m.id = h.actor where h.entity = $1 and h.row_id = $2::uuid order by h.id desc limit 200`,
    [model.name, id],
  );
  return found.map(({ entry }) => ({
    id: String(entry.id),
    action: entry.action,
    at: entry.at,
    actor: entry.actor ? { id: entry.actor, name: entry.name } : null,
    changes: changesBetween(model, entry.old ?? {}, entry.new ?? {}),
  }));
}

const NOT_SHOWN = new Set(["id", "site_id", "version", "created_at", "updated_at", "created_by"]);

function changesBetween(model: EntityModel, old: Record<string, unknown>, now: Record<string, unknown>) {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !NOT_SHOWN.has(key));
  const differs = (key: string) => JSON.stringify(old[key] ?? null) !== JSON.stringify(now[key] ?? null);
  return Object.fromEntries(
    keys.filter(differs).map((key) => [shownAs(model, key), [old[key] ?? null, now[key] ?? null]]),
  );
}
