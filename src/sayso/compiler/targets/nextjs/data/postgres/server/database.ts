// The connection to PostgreSQL. What is run together is one transaction that acts as one member of one site.
import { Pool, type PoolClient, types } from "pg";
import {
  type Acting,
  DatabaseRefusal,
  type Keep,
  type MemberRow,
  NothingDone,
  type Row,
  type Statement,
} from "./statement";

const ACT_AS = `select set_config('role', 'sayso_app', true), set_config('timezone', 'UTC', true),
  set_config('sayso.site_id', $1, true), set_config('sayso.member_id', $2, true),
  set_config('sayso.role', $3, true), set_config('sayso.time_zone', $4, true)`;
const MEMBER = `select m.id, m.name, m.email, m.role, m.site_id, m.password_hash, s.name as site_name, s.settings
  from public.members m join public.sites s on s.id = m.site_id`;

const shared = globalThis as { databasePool?: Pool };

/** Runs statements in one transaction; row-level security binds them. Answers the rows of each. */
export async function run(acting: Acting, statements: readonly Statement[]): Promise<Row[][]> {
  return inTransaction(acting, async (client) => ({
    result: await runOn(client, statements),
    keep: true,
  }));
}

/** Runs groups of statements in one transaction, each for itself; answers what was refused in its place. */
export async function attempt(
  acting: Acting,
  groups: readonly (readonly Statement[])[],
  keep: Keep,
): Promise<(Row[][] | DatabaseRefusal)[]> {
  return inTransaction(acting, async (client) => {
    const result: (Row[][] | DatabaseRefusal)[] = [];
    for (const group of groups) {
      await client.query("savepoint one");
      try {
        result.push(await runOn(client, group));
        await client.query(keep === "apart" ? "rollback to savepoint one" : "release savepoint one");
      } catch (error) {
        if (!(error instanceof DatabaseRefusal)) throw error;
        await client.query("rollback to savepoint one");
        result.push(error);
      }
    }
    const isComplete = !result.some((one) => one instanceof DatabaseRefusal);
    return { result, keep: keep === "always" || (keep === "complete" && isComplete) };
  });
}

/** Somebody who may sign in, by id or by email address; asked for before anyone acts. */
export async function findMember(by: "id" | "email", value: string): Promise<MemberRow | undefined> {
  const column = by === "id" ? "m.id::text" : "lower(m.email)";
  const found = await pool().query<MemberRow>(`${MEMBER} where ${column} = lower($1)`, [value]);
  return found.rows[0];
}

/** Keeps the settings of a site. */
export async function saveSettings(siteId: string, settings: Row): Promise<void> {
  await pool().query("update public.sites set settings = $2::jsonb where id = $1::uuid", [
    siteId,
    JSON.stringify(settings),
  ]);
}

async function inTransaction<T>(
  acting: Acting,
  work: (client: PoolClient) => Promise<{ result: T; keep: boolean }>,
): Promise<T> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await client.query(ACT_AS, [acting.siteId, acting.memberId, acting.role, acting.timeZone]);
    const { result, keep } = await work(client);
    await client.query(keep ? "commit" : "rollback");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function runOn(client: PoolClient, statements: readonly Statement[]): Promise<Row[][]> {
  const results: Row[][] = [];
  for (const { text, values, needsRow } of statements) {
    const { rows } = await client.query<Row>(text, [...values]).catch((error) => {
      throw refusal(error);
    });
    if (needsRow && !rows.length) throw new NothingDone();
    results.push(rows);
  }
  return results;
}

function refusal(error: unknown): unknown {
  if (!(error instanceof Error && "severity" in error && "code" in error)) return error;
  const { constraint, column, table, detail } = error as DatabaseRefusal["about"];
  return new DatabaseRefusal(String(error.code), error.message, { constraint, column, table, detail });
}

/** The pool, made once, also across reloads while developing. */
function pool(): Pool {
  if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set; see .env.example.");
  shared.databasePool ??= new Pool({
    connectionString: process.env.DATABASE_URL,
    statement_timeout: 15_000,
    types: { getTypeParser: asJsonHasIt },
  });
  return shared.databasePool;
}

/** Values as answers have them: days, moments and texts stay as PostgreSQL writes them. */
function asJsonHasIt(oid: number, format?: "text" | "binary") {
  const { BOOL, INT2, INT4, INT8, NUMERIC, JSON: PLAIN, JSONB } = types.builtins;
  if ([INT8, NUMERIC].includes(oid)) return Number;
  return [BOOL, INT2, INT4, PLAIN, JSONB].includes(oid) ? types.getTypeParser(oid, format ?? "text") : String;
}
