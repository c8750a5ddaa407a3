// Route handlers of the data API. Each route file under `app/api` exports what one function here makes.
import type { Context, Row } from "./context";
import { readCsv, writeCsv } from "./csv";
import { transaction } from "./database";
import { sendFile, storeFile } from "./files";
import { once } from "./idempotency";
import { appModule } from "./module";
import { Denied, Malformed, Problem, problemOf, problemResponse } from "./problems";
import { readFilters, readListQuery } from "./query";
import { runReport } from "./reports";
import type { EntityService } from "./service";
import { sessionOf, signedOut, signIn } from "./session";

type Parameters = Record<string, string>;
type Handler = (
  request: Request,
  route: { params: Promise<Readonly<Record<string, string | string[]>>> },
) => Promise<Response>;
type Work = (context: Context, request: Request, params: Parameters) => Promise<Response>;

const LARGEST_BODY = 4 * 1024 * 1024;

/** `GET` lists, `POST` creates. */
export function collectionRoutes(service: EntityService) {
  return {
    GET: handle(service, async (context, request) =>
      Response.json(await service.list(context, readListQuery(new URL(request.url).searchParams))),
    ),
    POST: handle(service, async (context, request) => createOnce(service, context, request)),
  };
}

async function createOnce(service: EntityService, context: Context, request: Request): Promise<Response> {
  const body = await bodyOf(request);
  const key = request.headers.get("idempotency-key");
  const create = () => service.create(context, body);
  const row = await once(context, key && `${service.model.name} ${key}`, create, (id) =>
    service.get(context, id),
  );
  return rowResponse(row, 201);
}

/** `GET` reads, `PATCH` changes, `DELETE` deletes one row. */
export function rowRoutes(service: EntityService) {
  return {
    GET: handle(service, async (context, request, { id = "" }) =>
      rowResponse(await service.get(context, id, expandOf(request))),
    ),
    PATCH: handle(service, async (context, request, { id = "" }) =>
      rowResponse(await service.update(context, id, await bodyOf(request), versionOf(request))),
    ),
    DELETE: handle(service, async (context, request, { id = "" }) => {
      await service.delete(context, id, versionOf(request));
      return new Response(null, { status: 204 });
    }),
  };
}

/** What hangs below a row: its transitions, history and many_to_many relations. */
export function belowRowRoutes(service: EntityService) {
  return {
    GET: handle(service, async (context, _request, { id = "", rest = "" }) => {
      if (rest === "transitions") return Response.json({ items: await service.transitions(context, id) });
      if (rest === "history") return Response.json({ items: await service.history(context, id) });
      throw noSuchRoute();
    }),
    POST: handle(service, async (context, _request, { id = "", rest = "" }) => {
      const transition = /^transitions\/([a-z0-9_]+)$/.exec(rest)?.[1];
      if (transition) return rowResponse(await service.transition(context, id, transition));
      if (rest === "restore") return rowResponse(await service.restore(context, id));
      throw noSuchRoute();
    }),
    PUT: handle(service, async (context, request, { id = "", rest = "" }) => {
      const body = await bodyOf(request);
      const ids = isRecord(body) && Array.isArray(body.ids) ? body.ids.map(String) : undefined;
      if (!ids) throw new Malformed("The body has no list “ids”.");
      return rowResponse(await service.setRelation(context, id, rest, ids));
    }),
  };
}

/** Figures over the rows of the list. */
export function statsRoutes(service: EntityService) {
  return {
    GET: handle(service, async (context, request) => {
      const params = new URL(request.url).searchParams;
      const measures = params.get("measures") || "count";
      const filters = readFilters(params);
      const search = params.get("q") ?? "";
      return Response.json({
        items: await service.stats(context, measures, params.get("group_by"), filters, search),
      });
    }),
  };
}

/** Creates many rows, all or none. */
export function bulkRoutes(service: EntityService) {
  return {
    POST: handle(service, async (context, request) => {
      const body = await bodyOf(request);
      if (!isRecord(body) || !Array.isArray(body.items)) throw new Malformed("The body has no list “items”.");
      return Response.json({ items: await service.createMany(context, body.items) }, { status: 201 });
    }),
  };
}

/** The list as a CSV file. */
export function exportRoutes(service: EntityService) {
  return {
    GET: handle(service, async (context, request) => {
      const params = new URL(request.url).searchParams;
      const query = { ...readListQuery(params), offset: 0, pageSize: 100_000, count: false };
      const { items } = await service.list(context, query);
      const columns = (params.get("columns") ?? "").split(",").filter(Boolean);
      return new Response(writeCsv(service.model, items, columns), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${service.model.collection}.csv"`,
        },
      });
    }),
  };
}

/** Creates rows from CSV; nothing is kept if one fails, or if it was only a try. */
export function importRoutes(service: EntityService) {
  return {
    POST: handle(service, async (context, request) => {
      const params = new URL(request.url).searchParams;
      const rows = readCsv(service.model, await textOf(request));
      const errors: object[] = [];
      for (const [index, row] of rows.entries()) {
        await context.database.rows("savepoint row");
        try {
          await service.create(context, row);
        } catch (error) {
          await context.database.rows("rollback to savepoint row");
          const { message, options } = problemOf(error, service.model);
          const fields = options.errors?.length ? options.errors : [{ field: null, message }];
          errors.push(...fields.map((problem) => ({ row: index + 2, ...problem })));
        }
      }
      const failed = new Set(errors.map((error) => (error as { row: number }).row)).size;
      const kept = params.get("dry_run") !== "true" && (failed === 0 || params.get("partial") === "true");
      if (!kept) throw new Undone(Response.json({ created: 0, errors }));
      return Response.json({ created: rows.length - failed, errors });
    }),
  };
}

/** A report by name. */
export const reportRoutes = {
  GET: handle(undefined, async (context, request, { name = "" }) => {
    const params = new URL(request.url).searchParams;
    return Response.json(await runReport(context, name, { from: params.get("from"), to: params.get("to") }));
  }),
};

/** Stores a file. */
export const uploadRoutes = {
  POST: handle(undefined, async (context, request) => {
    const file = (await request.formData()).get("file");
    if (!(file instanceof File)) throw new Malformed("The form has no “file”.");
    return Response.json(await storeFile(context, file), { status: 201 });
  }),
};

/** Sends a stored file. */
export const fileRoutes = {
  GET: handle(undefined, (context, _request, { id = "" }) => sendFile(context, id)),
};

/** Who is signed in; signing in and out. */
export const sessionRoutes = {
  GET: handle(undefined, async ({ session }) => {
    const role = appModule.roles.find(({ name }) => name === session.role) ?? null;
    return Response.json({
      member: { id: session.memberId, name: session.memberName, email: session.email },
      role,
      roles: role ? [role] : [],
      site: { id: session.siteId, name: session.siteName },
      module: { slug: appModule.slug, name: appModule.name, version: appModule.version },
      settings: appModule.settings,
    });
  }),
  POST: answered(async (request) => {
    const body = await bodyOf(request);
    const { email, password } = isRecord(body) ? body : {};
    const cookie = await signIn(String(email ?? ""), String(password ?? ""));
    if (!cookie) {
      throw new Problem(401, "wrong_password", "This email address and password do not fit together.", {
        hint: "Check both and try again.",
      });
    }
    return new Response(null, { status: 204, headers: { "set-cookie": cookie } });
  }),
  DELETE: answered(async () => new Response(null, { status: 204, headers: { "set-cookie": signedOut() } })),
};

/** Carries an answer out of a transaction that is to be rolled back. */
class Undone extends Error {
  constructor(readonly response: Response) {
    super("rolled back on purpose");
  }
}

function handle(service: EntityService | undefined, work: Work): Handler {
  return answered(async (request, params) => {
    const session = await sessionOf(request);
    try {
      return await transaction(session, (database) =>
        work({ database, session, appModule }, request, params),
      );
    } catch (error) {
      if (error instanceof Undone) return error.response;
      throw problemOf(error, service?.model);
    }
  });
}

function answered(work: (request: Request, params: Parameters) => Promise<Response>): Handler {
  return async (request, route) => {
    try {
      if (request.method !== "GET") refuseOtherOrigins(request);
      const params = (await route?.params) ?? {};
      const joined = Object.entries(params).map(([key, value]) => [
        key,
        Array.isArray(value) ? value.join("/") : value,
      ]);
      return await work(request, Object.fromEntries(joined));
    } catch (error) {
      return problemResponse(problemOf(error));
    }
  };
}

/** A page of another origin must not act with this one's cookie. */
function refuseOtherOrigins(request: Request): void {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  if (origin && new URL(origin).host !== host) throw new Denied("This request came from another site.");
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await textOf(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed("The body is not JSON.");
  }
}

async function textOf(request: Request): Promise<string> {
  const isForm = request.headers.get("content-type")?.startsWith("multipart/form-data");
  const file = isForm ? (await request.formData()).get("file") : null;
  const text = file instanceof File ? await file.text() : await request.text();
  if (text.length > LARGEST_BODY) {
    throw new Problem(413, "too_large", "The request is too large.", { hint: "Send it in smaller parts." });
  }
  return text;
}

function rowResponse(row: Row, status = 200): Response {
  return Response.json(row, { status, headers: { etag: `"${row.version}"` } });
}

function versionOf(request: Request): number | undefined {
  const match = /^"?(\d+)"?$/.exec(request.headers.get("if-match") ?? "");
  return match?.[1] ? Number(match[1]) : undefined;
}

function expandOf(request: Request): string[] {
  return (new URL(request.url).searchParams.get("expand") ?? "").split(",").filter(Boolean);
}

function noSuchRoute(): Problem {
  return new Problem(404, "not_found", "There is no such address.", {
    hint: "Look at the documentation of the API.",
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
