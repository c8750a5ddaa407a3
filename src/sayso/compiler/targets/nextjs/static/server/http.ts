// Requests read and answered: the session, the body, and whatever is thrown as a problem.
import { Denied, Malformed, Problem, problemOf, problemResponse } from "./problems";
import { type Session, sessionOf } from "./session";
import type { Row } from "./statement";

export interface Call {
  readonly request: Request;
  readonly session: Session;
  /** The parameters of the address. */
  readonly query: URLSearchParams;
  /** The parts of the path that the route names; several parts are joined by `/`. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a route exports for a method. */
export type Handler = (
  request: Request,
  route: { params: Promise<Readonly<Record<string, string | string[]>>> },
) => Promise<Response>;
type Work = (call: Call) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const LARGEST_BODY = 4 * 1024 * 1024;
const MOST_PARAMETERS = 100;

/** Handlers of one route for who is signed in; other methods are answered with 405. */
export function routes(works: Partial<Record<Method, Work>>): Record<Method, Handler> {
  const allowed = Object.keys(works).join(", ");
  const handler = (method: Method) =>
    answered(async (request, params) => {
      const query = new URL(request.url).searchParams;
      const session = await sessionOf(request);
      const work = works[method];
      if (!work) throw new Problem(405, "method_not_allowed", `This address answers to ${allowed}.`);
      if (query.size > MOST_PARAMETERS) throw new Malformed("The parameters of the address cannot be read.");
      return work({ request, session, query, params });
    });
  return {
    GET: handler("GET"),
    POST: handler("POST"),
    PUT: handler("PUT"),
    PATCH: handler("PATCH"),
    DELETE: handler("DELETE"),
  };
}

/** A handler for anybody; what it throws is answered as a problem. */
export function answered(work: (request: Request, params: Call["params"]) => Promise<Response>): Handler {
  return async (request, route) => {
    try {
      if (request.method !== "GET") refuseOtherOrigins(request);
      const params = Object.entries((await route?.params) ?? {}).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.join("/") : value,
      ]);
      return await work(request, Object.fromEntries(params));
    } catch (error) {
      return problemResponse(problemOf(error));
    }
  };
}

/** A JSON body and its text. */
export async function jsonOf(request: Request): Promise<{ body: unknown; text: string }> {
  if (mediaTypeOf(request) !== "application/json") {
    throw new Problem(415, "unsupported_media_type", "This call reads JSON.", "Send application/json.");
  }
  const text = Buffer.from(await bytesOf(request, LARGEST_BODY)).toString();
  try {
    return { body: JSON.parse(text), text };
  } catch {
    throw new Malformed("The body is not JSON.");
  }
}

/** The bytes of a body, at most so many. */
export async function bytesOf(request: Request, most: number): Promise<Uint8Array> {
  const tooLarge = new Problem(413, "too_large", "The body is too large.", "Send it in smaller parts.");
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge;
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > most) throw tooLarge;
  return bytes;
}

/** The part `file` of a form. */
export async function fileOf(request: Request): Promise<File> {
  const form = await request.formData().catch(() => undefined);
  const file = form?.get("file");
  if (!(file instanceof File)) throw new Malformed("The form has no part “file”.");
  return file;
}

export function mediaTypeOf(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

/** A row with its version as ETag. */
export function rowResponse(row: Row, status = 200, headers: Record<string, string> = {}): Response {
  const etag: Record<string, string> = row.version === undefined ? {} : { etag: `"${row.version}"` };
  return Response.json(row, { status, headers: { ...etag, ...headers } });
}

/** The version that `If-Match` demands. */
export function versionOf(request: Request): number | undefined {
  const text = request.headers.get("if-match")?.trim() ?? "";
  if (!text || text === "*") return undefined;
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(text)?.[1];
  if (!version) throw new Malformed("If-Match must be a version in quotes.", 'For example If-Match: "3".');
  return Number(version);
}

/** A page of another origin must not act with this one's cookie. */
function refuseOtherOrigins(request: Request): void {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const isForeign = origin !== null && origin.split("://")[1] !== host;
  if (isForeign || ["cross-site", "same-site"].includes(request.headers.get("sec-fetch-site") ?? "")) {
    throw new Denied("Requests from other origins are not accepted.");
  }
}
