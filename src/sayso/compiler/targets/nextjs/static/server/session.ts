// Who is signed in: a signed cookie that names a member, and passwords kept as scrypt hashes.
import { createHmac, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { findMember } from "./database";
import { appModule } from "./module";
import { Denied, InvalidFields, SignInNeeded } from "./problems";
import type { Acting, MemberRow, Row } from "./statement";

/** Whom a request acts for; the role is another than their own where they look at it as that role. */
export interface Session extends Acting {
  readonly memberName: string;
  readonly email: string;
  readonly siteName: string;
  readonly ownRole: string;
  readonly settings: Row;
}

const COOKIE = "session";
const ROLE_COOKIE = "act_as";
const LIFETIME = 60 * 60 * 12;
const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

/** The session of a request; members are read anew each time, so that a removed one is out at once. */
export async function sessionOf(request: Request): Promise<Session> {
  const memberId = memberIdOf(cookieOf(request, COOKIE));
  const member = memberId ? await findMember("id", memberId) : undefined;
  if (!member) throw new SignInNeeded();
  return asSession(member, request.headers.get("sayso-act-as") ?? cookieOf(request, ROLE_COOKIE));
}

/** Checks a password; answers the cookie that signs the member in, or nothing. */
export async function signIn(email: string, password: string): Promise<string | undefined> {
  const member = await findMember("email", email);
  const kept = member?.password_hash ?? (await hashPassword(""));
  const isRight = await isPassword(password, kept);
  return isRight && member ? cookie(COOKIE, signed(member.id), LIFETIME) : undefined;
}

/** The answer that signs out. */
export function signOut(): Response {
  const headers = new Headers();
  for (const name of [COOKIE, ROLE_COOKIE]) headers.append("set-cookie", cookie(name, "", 0));
  return new Response(null, { status: 204, headers });
}

/** The cookie that lets the member look at the application as another role, or with null as themselves again. */
export function actingAs(session: Session, role: unknown): string {
  const names = appModule.roles.map(({ name }) => name);
  if (role !== null && !names.some((name) => name === role)) {
    throw new InvalidFields([{ field: "role", message: `Role must be one of: ${names.join(", ")}.` }]);
  }
  if (!maySwitch(session))
    throw new Denied("Only members with the widest role can look at it as another role.");
  return role === null || role === session.ownRole
    ? cookie(ROLE_COOKIE, "", 0)
    : cookie(ROLE_COOKIE, String(role), LIFETIME);
}

/** Whether the member holds the widest role, whatever they look at it as. */
export function maySwitch(session: Session): boolean {
  return session.ownRole === appModule.widestRole;
}

/** The session as the data API shows it. */
export function shownSession(session: Session) {
  const named = (name: string) => appModule.roles.find((role) => role.name === name) ?? { name, label: name };
  return {
    member: { id: session.memberId, name: session.memberName, email: session.email },
    role: named(session.role),
    own_role: named(session.ownRole),
    roles: appModule.roles,
    may_switch: maySwitch(session),
    site: { id: session.siteId, name: session.siteName },
    module: { slug: appModule.slug, name: appModule.name, version: appModule.version },
    settings: session.settings,
  };
}

/** A password as it is kept: `salt:hash`, both hexadecimal. */
async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString("hex")}:${(await derive(password, salt, 64)).toString("hex")}`;
}

async function isPassword(password: string, kept: string): Promise<boolean> {
  const [salt = "", hash = ""] = kept.split(":");
  const given = await derive(password, Buffer.from(salt, "hex"), 64);
  const wanted = Buffer.from(hash, "hex");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function asSession(member: MemberRow, wanted: string): Session {
  const begun = appModule.settings.map(({ key, value }) => [key, value]);
  const settings: Row = { ...Object.fromEntries(begun), ...member.settings };
  const isWidest = member.role === appModule.widestRole;
  const isRole = appModule.roles.some(({ name }) => name === wanted);
  return {
    memberId: member.id,
    memberName: member.name,
    email: member.email,
    siteId: member.site_id,
    siteName: member.site_name,
    ownRole: member.role,
    role: isWidest && isRole ? wanted : member.role,
    timeZone: typeof settings.time_zone === "string" ? settings.time_zone : "UTC",
    settings,
  };
}

function cookieOf(request: Request, name: string): string {
  const cookies = (request.headers.get("cookie") ?? "").split(/; */);
  return cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
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

function cookie(name: string, value: string, seconds: number): string {
  const isSecure = process.env.NODE_ENV === "production" && process.env.INSECURE_COOKIES !== "1";
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${isSecure ? "; Secure" : ""}`;
}
