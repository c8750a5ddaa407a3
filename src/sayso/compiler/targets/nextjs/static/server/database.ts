// The connection to PostgreSQL. Every request is one transaction that acts as one member of one site.
import { Pool, type PoolClient } from "pg";
import type { Session } from "./session";

const shared = globalThis as { databasePool?: Pool };

/** The pool, made once, also across reloads while developing. */
export function pool(): Pool {
  if (!process.env.DATABASE_URL) throw new Error("DATABASE_URL is not set; see .env.example.");
  shared.databasePool ??= new Pool({ connectionString: process.env.DATABASE_URL, statement_timeout: 15_000 });
  return shared.databasePool;
}

/** A statement and the values bound to it; text of a request only ever becomes a bound value. */
export class Statement {
  readonly values: unknown[] = [];

  /** Binds a value and answers its place in the text. */
  bind(value: unknown, cast: string): string {
    this.values.push(value);
    return `$${this.values.length}::${cast}`;
  }
}

/** What a request may do with the database. */
export class Database {
  constructor(private readonly client: PoolClient) {}

  async rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(text, [...values])).rows;
  }

  async row<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row | undefined> {
    return (await this.rows<Row>(text, values))[0];
  }
}

const ACT_AS = `select set_config('role', 'sayso_app', true), set_config('sayso.site_id', $1, true),
  set_config('sayso.member_id', $2, true), set_config('sayso.role', $3, true), set_config('sayso.time_zone', $4, true)`;

/** Runs `work` in one transaction; row-level security binds everything it does to the session. */
export async function transaction<T>(session: Session, work: (database: Database) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await client.query(ACT_AS, [session.siteId, session.memberId, session.role, session.timeZone]);
    const result = await work(new Database(client));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
