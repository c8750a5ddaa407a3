// node scripts/migrate.mjs: runs the files of `migrations` that were not run yet, in order, each in a transaction.
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
try {
  // two deployments at once wait for each other
  await client.query("select pg_advisory_lock(hashtext('applied_migrations'))");
  await client.query(
    "create table if not exists public.applied_migrations (name text primary key, at timestamptz default now())",
  );
  const { rows } = await client.query("select name from public.applied_migrations");
  const applied = new Set(rows.map(({ name }) => name));
  const files = (await readdir("migrations")).filter((name) => name.endsWith(".sql")).sort();
  for (const name of files.filter((file) => !applied.has(file))) {
    await apply(name, await readFile(`migrations/${name}`, "utf8"));
    console.log(`Applied ${name}`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await client.end();
}

async function apply(name, sql) {
  await client.query("begin");
  try {
    await client.query(sql);
    await client.query("reset role");
    await client.query("insert into public.applied_migrations (name) values ($1)", [name]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`${name} failed, and nothing of it was kept: ${error.message}`);
  }
}
