// Runs the files of `migrations` that have not been run yet, each in a transaction of its own.
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query(
  "create table if not exists public.applied_migrations (name text primary key, at timestamptz default now())",
);
const { rows } = await client.query("select name from public.applied_migrations");
const applied = new Set(rows.map(({ name }) => name));
const files = (await readdir("migrations")).filter((name) => name.endsWith(".sql")).sort();

for (const name of files) {
  if (applied.has(name)) continue;
  const sql = await readFile(`migrations/${name}`, "utf8");
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("reset role");
    await client.query("insert into public.applied_migrations (name) values ($1)", [name]);
    await client.query("commit");
    console.log(`Applied ${name}`);
  } catch (error) {
    await client.query("rollback");
    console.error(`${name} failed: ${error.message}`);
    process.exitCode = 1;
    break;
  }
}
await client.end();
