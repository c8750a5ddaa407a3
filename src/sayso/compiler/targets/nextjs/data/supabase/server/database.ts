// The connection to Supabase. What is run together is one transaction that acts as one member of one site.
//
// Statements go to the function `run_statements` of migrations/0000_supabase.sql with a token that names the member;
// row-level security binds them. Only who signs in is looked up with the key of the service.
import { createHmac } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import {
  type Acting,
  DatabaseRefusal,
  type Keep,
  type MemberRow,
  NothingDone,
  type Row,
  type Statement,
} from "./statement";

interface Outcome {
  readonly rows?: Row[][];
  readonly nothing?: true;
  readonly refused?: { readonly code: string; readonly message: string } & Record<string, string | null>;
}

const TOKEN_SECONDS = 60;
const shared = globalThis as { supabaseOfService?: SupabaseClient };

/** Runs statements in one transaction; row-level security binds them. Answers the rows of each. */
export async function run(acting: Acting, statements: readonly Statement[]): Promise<Row[][]> {
  const [outcome] = await call(acting, [statements], "complete");
  const result = outcome ? resultOf(outcome) : [];
  if (result instanceof DatabaseRefusal) throw result;
  return result;
}

/** Runs groups of statements in one transaction, each for itself; answers what was refused in its place. */
export async function attempt(
  acting: Acting,
  groups: readonly (readonly Statement[])[],
  keep: Keep,
): Promise<(Row[][] | DatabaseRefusal)[]> {
  return groups.length ? (await call(acting, groups, keep)).map(resultOf) : [];
}

/** Somebody who may sign in, by id or by email address; asked for before anyone acts. */
export async function findMember(by: "id" | "email", value: string): Promise<MemberRow | undefined> {
  const { data, error } = await ofService()
    .from("members")
    .select("id, name, email, role, site_id, password_hash, site:sites(name, settings)")
    .eq(by, by === "email" ? value.toLowerCase() : value)
    .maybeSingle<Omit<MemberRow, "site_name" | "settings"> & { site: { name: string; settings: Row } }>();
  if (error) throw new DatabaseRefusal(error.code, error.message);
  return data ? { ...data, site_name: data.site.name, settings: data.site.settings } : undefined;
}

/** Keeps the settings of a site. */
export async function saveSettings(siteId: string, settings: Row): Promise<void> {
  const { error } = await ofService().from("sites").update({ settings }).eq("id", siteId);
  if (error) throw new DatabaseRefusal(error.code, error.message);
}

async function call(
  acting: Acting,
  groups: readonly (readonly Statement[])[],
  keep: Keep,
): Promise<readonly Outcome[]> {
  const token = tokenOf(acting);
  const client = createClient(setting("SUPABASE_URL"), setting("SUPABASE_ANON_KEY"), {
    accessToken: async () => token,
  });
  const { data, error } = await client.rpc("run_statements", { groups, keep });
  if (error) throw new DatabaseRefusal(error.code, error.message);
  return data as Outcome[];
}

function resultOf({ rows, refused }: Outcome): Row[][] | DatabaseRefusal {
  if (rows) return rows;
  if (!refused) throw new NothingDone();
  const { code, message, ...about } = refused;
  const told = Object.entries(about).filter(([, value]) => value);
  return new DatabaseRefusal(code, message, Object.fromEntries(told));
}

/** A token as Supabase reads it (JWT, HS256): the role of the database, and whom the settings name. */
function tokenOf({ siteId, memberId, role, timeZone }: Acting): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    role: "sayso_app",
    site_id: siteId,
    member_id: memberId,
    module_role: role,
    time_zone: timeZone,
    iat: now,
    exp: now + TOKEN_SECONDS,
  };
  const parts = [{ alg: "HS256", typ: "JWT" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const content = parts.join(".");
  const signature = createHmac("sha256", setting("SUPABASE_JWT_SECRET")).update(content).digest("base64url");
  return `${content}.${signature}`;
}

/** The client with the key of the service, made once; it passes by row-level security. */
function ofService(): SupabaseClient {
  shared.supabaseOfService ??= createClient(setting("SUPABASE_URL"), setting("SUPABASE_SERVICE_ROLE_KEY"), {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  return shared.supabaseOfService;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; see .env.example.`);
  return value;
}
