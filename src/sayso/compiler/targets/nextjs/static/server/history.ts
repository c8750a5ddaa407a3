// What happened to a row, newest first, and bringing a deleted one back.
import { authorize } from "./access";
import { shownAs } from "./model";
import { appModule } from "./module";
import { NotFound } from "./problems";
import type { EntityService } from "./service";
import type { Session } from "./session";
import { type Row, statement } from "./statement";

const MOST_ENTRIES = 200;
const NOT_SHOWN = new Set(["id", "site_id", "version", "created_at", "updated_at", "created_by"]);

/** The changes of one row, with who made them; values are pairs of before and after. */
export async function historyOf(service: EntityService, session: Session, id: string) {
  authorize(session, service.model, "read");
  const [found = []] = await service.run(session, [
    statement(
      `select h.id, h.action, to_json(h.at) #>> '{}' as at, h.actor, m.name, h.old, h.new from ${appModule.history} h
       left join public.members m on m.id = h.actor
       where h.entity = $1 and h.row_id = $2::uuid order by h.id desc limit ${MOST_ENTRIES}`,
      [service.model.name, service.idOf(id)],
    ),
  ]);
  if (!found.length) await service.get(session, id);
  return found.map(({ id: entry, action, at, actor, name, old, new: now }) => ({
    id: entry,
    action,
    at,
    actor: actor ? { id: actor, name: name ?? "Someone" } : null,
    changes: changesBetween(service, (old ?? {}) as Row, (now ?? {}) as Row),
  }));
}

/** Brings a deleted row back as it was. */
export async function restore(service: EntityService, session: Session, id: string): Promise<Row> {
  authorize(session, service.model, "create");
  const row = service.idOf(id);
  const bringBack = statement(`select ${appModule.restore}($1, $2::uuid) as done`, [service.model.name, row]);
  const [done, rows] = await service.run(session, [bringBack, service.select(row)]);
  if (done?.[0]?.done !== true) throw new NotFound(service.model.label);
  return service.found(rows);
}

function changesBetween({ model }: EntityService, old: Row, now: Row) {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !NOT_SHOWN.has(key));
  const differs = (key: string) => JSON.stringify(old[key] ?? null) !== JSON.stringify(now[key] ?? null);
  return Object.fromEntries(
    keys.filter(differs).map((key) => [shownAs(model, key), [old[key] ?? null, now[key] ?? null]]),
  );
}
