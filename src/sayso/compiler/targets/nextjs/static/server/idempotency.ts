// A create that is sent twice with the same key happens once.
import type { Context, Row } from "./context";
import { Problem } from "./problems";

/** Creates a row, or answers the one that this member's key made before; a second request waits for the first. */
export async function once(
  { database }: Context,
  key: string | null,
  create: () => Promise<Row>,
  read: (id: string) => Promise<Row>,
): Promise<Row> {
  if (!key) return create();
  const claimed = await database.row(
    "insert into public.idempotency_keys (key) values ($1) on conflict do nothing returning key",
    [key],
  );
  if (!claimed) return read(await rowOf(database, key));
  const row = await create();
  await database.rows("update public.idempotency_keys set row_id = $2::uuid where key = $1", [key, row.id]);
  return row;
}

async function rowOf(database: Context["database"], key: string): Promise<string> {
  const kept = await database.row<{ row_id: string | null }>(
    "select row_id from public.idempotency_keys where key = $1",
    [key],
  );
  if (kept?.row_id) return kept.row_id;
  throw new Problem(409, "idempotency_key_reused", "This key came before with another request.", {
    hint: "Send the request again with a new Idempotency-Key.",
  });
}
