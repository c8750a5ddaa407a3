// Who is signed in: a signed cookie that names a member, and passwords kept as scrypt hashes.
import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { pool } from "./database";
import { appModule } from "./module";
import { SignInNeeded } from "./problems";

export interface Session {
  readonly memberId: string;
  readonly memberName: string;
  readonly email: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly role: string;
  readonly timeZone: string;
}

interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly password_hash: string;
}

const COOKIE = "session";
const LIFETIME = 60 * 60 * 12;
const MEMBER = `select m.id, m.name, m.email, m.role, m.site_id, s.name as site_name, m.password_hash
  from public.members m join public.sites s on s.id = m.site_id`;
const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

/** The session of a request; members are read anew each time, so that a removed one is out at once. */
export async function sessionOf(request: Request): Promise<Session> {
  const memberId = memberIdOf(tokenOf(request));
  if (!memberId) throw new SignInNeeded();
  const { rows } = await pool().query<MemberRow>(`${MEMBER} where m.id = $1`, [memberId]);
  if (!rows[0]) throw new SignInNeeded();
  return asSession(rows[0]);
}

/** Checks a password; answers the cookie that signs the member in, or nothing. */
export async function signIn(email: string, password: string): Promise<string | undefined> {
  const { rows } = await pool().query<MemberRow>(`${MEMBER} where lower(m.email) = lower($1)`, [email]);
  const kept = rows[0]?.password_hash ?? (await hashPassword(""));
  const right = await isPassword(password, kept);
  return right && rows[0] ? cookie(signed(rows[0].id), LIFETIME) : undefined;
}

/** The cookie that signs out. */
export function signedOut(): string {
  return cookie("", 0);
}

/** A password as it is kept: `salt:hash`, both hexadecimal. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${(await derive(password, salt, 64)).toString("hex")}`;
}

async function isPassword(password: string, kept: string): Promise<boolean> {
  const [salt = "", hash = ""] = kept.split(":");
  const given = await derive(password, Buffer.from(salt, "hex"), 64);
  const wanted = Buffer.from(hash, "hex");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function asSession(row: MemberRow): Session {
  const timeZone = appModule.settings.time_zone;
  return {
    memberId: row.id,
    memberName: row.name,
    email: row.email,
    siteId: row.site_id,
    siteName: row.site_name,
    role: row.role,
    timeZone: typeof timeZone === "string" ? timeZone : "UTC",
  };
}

function tokenOf(request: Request): string {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const cookies = (request.headers.get("cookie") ?? "").split("; ");
  return bearer ?? cookies.find((one) => one.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? "";
}

function memberIdOf(token: string): string | undefined {
  const [memberId = "", expires = "", signature = ""] = token.split(".");
  const wanted = Buffer.from(signatureOf(`${memberId}.${expires}`));
  const given = Buffer.from(signature);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return Number(expires) * 1000 > Date.now() ? memberId : undefined;
}

function signed(memberId: string): string {
  const content = `${memberId}.${Math.floor(Date.now() / 1000) + LIFETIME}`;
  return `${content}.${signatureOf(content)}`;
}

function signatureOf(content: string): string {
  const secret = process.env.SESSION_SECRET;
  if (!secret || secret.length < 32) {
    throw new Error("SESSION_SECRET must have at least 32 characters; see .env.example.");
  }
  return createHmac("sha256", secret).update(content).digest("base64url");
}

function cookie(value: string, seconds: number): string {
  const secure =
    process.env.NODE_ENV === "production" && process.env.INSECURE_COOKIES !== "1" ? "; Secure" : "";
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}
