// node scripts/add-member.mjs EMAIL NAME ROLE PASSWORD [SITE]: adds somebody who may sign in, or changes them.
// A site that is not there is made; unnamed it is called Main.
import { randomBytes, scryptSync } from "node:crypto";
import pg from "pg";

const [email, name, role, password, site = "Main"] = process.argv.slice(2);
if (!password) {
  console.error("Usage: node scripts/add-member.mjs EMAIL NAME ROLE PASSWORD [SITE]");
  process.exit(2);
}
const salt = randomBytes(16);
const hash = `${salt.toString("hex")}:${scryptSync(password, salt, 64).toString("hex")}`;
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query(
  "insert into public.sites (name) select $1 where not exists (select from public.sites where name = $1)",
  [site],
);
const { rows } = await client.query(
  `insert into public.members (site_id, email, name, role, password_hash)
   select id, $1, $2, $3, $4 from public.sites where name = $5 order by created_at limit 1
   on conflict (email) do update set name = $2, role = $3, password_hash = $4 returning id`,
  [email.toLowerCase(), name, role, hash, site],
);
console.log(`${email} may sign in as ${role} (${rows[0].id}).`);
await client.end();
