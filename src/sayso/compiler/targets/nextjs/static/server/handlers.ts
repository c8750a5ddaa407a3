// The calls of the data API. Each route file under `app/api` exports what one function or constant here makes.
import { createHash } from "node:crypto";
import { mappingIn } from "./columns";
import { exportList } from "./export";
import { statisticsOf } from "./figures";
import { LARGEST_FILE, sendFile, storeFile } from "./files";
import { makeMove, movesOf } from "./flows";
import { historyOf, restore } from "./history";
import {
  answered,
  bytesOf,
  fileOf,
  type Handler,
  jsonOf,
  mediaTypeOf,
  routes,
  rowResponse,
  versionOf,
} from "./http";
import { importSheet } from "./import";
import { readListQuery } from "./lists";
import { appModule } from "./module";
import { openapi } from "./openapi";
import type { EntityModel } from "./model";
import { NotFound, Problem } from "./problems";
import { runReport } from "./reports";
import { EntityService } from "./service";
import { actingAs, sessionOf, shownSession, signIn, signOut } from "./session";
import { changeSettings, shownSettings } from "./settings";

const SHEETS = [
  "text/csv",
  "text/plain",
  "application/csv",
  "application/vnd.ms-excel",
  "text/tab-separated-values",
];

/** `GET` lists, `POST` creates. */
export function collectionRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({
    GET: async ({ session, query }) => Response.json(await service.list(session, readListQuery(query))),
    POST: async ({ session, request }) => {
      const { body, text } = await jsonOf(request);
      const key = request.headers.get("idempotency-key");
      if (!key) return rowResponse(await service.create(session, body), 201);
      const fingerprint = createHash("sha256").update(text).digest("hex");
      const { row, isNew } = await service.createOnce(session, body, key, fingerprint);
      return rowResponse(row, 201, isNew ? {} : { "idempotency-replayed": "true" });
    },
  });
}

/** `GET` reads, `PATCH` changes, `DELETE` deletes one row. */
export function rowRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({
    GET: async ({ session, query, params: { id = "" } }) => {
      return rowResponse(await service.get(session, id, expandIn(query)));
    },
    PATCH: async ({ session, request, params: { id = "" } }) => {
      const version = versionOf(request);
      return rowResponse(await service.update(session, id, (await jsonOf(request)).body, version));
    },
    DELETE: async ({ session, request, params: { id = "" } }) => {
      await service.delete(session, id, versionOf(request));
      return new Response(null, { status: 204 });
    },
  });
}

/** What hangs below a row: its transitions, history and many_to_many relations. */
export function belowRowRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({
    GET: async ({ session, params: { id = "", rest = "" } }) => {
      if (rest === "transitions") return Response.json({ items: await movesOf(service, session, id) });
      if (rest === "history") return Response.json({ items: await historyOf(service, session, id) });
      throw noSuchCall();
    },
    POST: async ({ session, params: { id = "", rest = "" } }) => {
      const [word, move, ...more] = rest.split("/");
      if (word === "transitions" && move && !more.length) {
        return rowResponse(await makeMove(service, session, id, move));
      }
      if (rest === "restore") return rowResponse(await restore(service, session, id));
      throw noSuchCall();
    },
    PUT: async ({ session, request, params: { id = "", rest = "" } }) =>
      rowResponse(await service.replaceSet(session, id, rest, (await jsonOf(request)).body)),
  });
}

/** Figures over the rows of the list. */
export function statsRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({
    GET: async ({ session, query }) => Response.json(await statisticsOf(service, session, query)),
  });
}

/** Creates many rows, all or none. */
export function bulkRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({
    POST: async ({ session, request }) => {
      const { body } = await jsonOf(request);
      const items = await service.createMany(session, (body as { items?: unknown } | null)?.items);
      return Response.json({ items }, { status: 201 });
    },
  });
}

/** The list as a CSV file. */
export function exportRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({ GET: ({ session, query }) => exportList(service, session, query) });
}

/** Creates rows from a CSV file, as the body or as the part `file` of a form. */
export function importRoutes(model: EntityModel) {
  const service = new EntityService(model);
  return routes({
    POST: async ({ session, request, query }) => {
      const isForm = mediaTypeOf(request) === "multipart/form-data";
      if (!isForm && !SHEETS.includes(mediaTypeOf(request))) {
        const hint = "Send text/csv, or multipart/form-data with a part “file”.";
        throw new Problem(415, "unsupported_media_type", "This call reads CSV.", hint);
      }
      const bytes = isForm
        ? new Uint8Array(await (await fileOf(request)).arrayBuffer())
        : await bytesOf(request, LARGEST_FILE);
      const flag = (name: string) => ["true", "1", ""].includes(query.get(name) ?? "no");
      const options = {
        dryRun: flag("dry_run"),
        partial: flag("partial"),
        mapping: mappingIn(query.get("mapping")),
      };
      return Response.json(await importSheet(service, session, bytes, options));
    },
  });
}

/** A report by name. */
export const reportRoutes = routes({
  GET: async ({ session, query, params: { name = "" } }) =>
    Response.json(await runReport(session, name, query)),
});

/** Stores a file. */
export const uploadRoutes = routes({
  POST: async ({ session, request }) => {
    if (mediaTypeOf(request) !== "multipart/form-data") {
      const hint = "Put the file into a part “file”.";
      throw new Problem(415, "unsupported_media_type", "Files are sent as multipart/form-data.", hint);
    }
    return Response.json(await storeFile(session, await fileOf(request)), { status: 201 });
  },
});

/** Sends a stored file. */
export const fileRoutes = routes({ GET: ({ session, params: { id = "" } }) => sendFile(session, id) });

/** The files, where an entity has their address: a form uploads a file, anything else is about rows. */
export function filesBesideRoutes(model: EntityModel) {
  const rows = collectionRoutes(model);
  const POST: Handler = (request, route) => {
    const isUpload = mediaTypeOf(request) === "multipart/form-data";
    return (isUpload ? uploadRoutes : rows).POST(request, route);
  };
  return { ...rows, POST };
}

/** A file, where an entity has the address of files: an id that is no file's is that of a row. */
export function fileBesideRoutes(model: EntityModel) {
  const rows = rowRoutes(model);
  const GET: Handler = async (request, route) => {
    const file = await fileRoutes.GET(request, route);
    return file.status === 404 ? rows.GET(request, route) : file;
  };
  return { ...rows, GET };
}

/** A report, where an entity has the address of reports: what is no report's name is the id of a row. */
export function reportBesideRoutes(model: EntityModel) {
  const service = new EntityService(model);
  const { GET } = routes({
    GET: async ({ session, query, params: { id = "" } }) =>
      appModule.reports.some(({ name }) => name === id)
        ? Response.json(await runReport(session, id, query))
        : rowResponse(await service.get(session, id, expandIn(query))),
  });
  return { ...rowRoutes(model), GET };
}

/** Who is signed in; signing in and out. */
export const sessionRoutes = {
  GET: answered(async (request) => Response.json(shownSession(await sessionOf(request)))),
  POST: answered(async (request) => {
    const { email, password } = ((await jsonOf(request)).body ?? {}) as Record<string, unknown>;
    const cookie = await signIn(String(email ?? ""), String(password ?? ""));
    if (cookie) return new Response(null, { status: 204, headers: { "set-cookie": cookie } });
    const message = "This email address and password do not fit together.";
    throw new Problem(401, "wrong_password", message, "Check both and try again.");
  }),
  DELETE: answered(async () => signOut()),
};

/** Signing out, where the interface asks for it. */
export const signOutRoutes = { POST: answered(async () => signOut()) };

/** Looking at the application as another role. */
export const roleRoutes = routes({
  POST: async ({ session, request }) => {
    const role = ((await jsonOf(request)).body as { role?: unknown } | null)?.role ?? null;
    const cookie = actingAs(session, role);
    const shown = shownSession({ ...session, role: typeof role === "string" ? role : session.ownRole });
    return Response.json({ role: shown.role }, { headers: { "set-cookie": cookie } });
  },
});

/** How the application is set up. */
export const settingsRoutes = routes({
  GET: async ({ session }) => Response.json(shownSettings(session)),
  PATCH: async ({ session, request }) =>
    Response.json(await changeSettings(session, (await jsonOf(request)).body)),
});

/** The description of this API. */
export const openapiRoutes = routes({ GET: async () => Response.json(openapi()) });

/** Every address that no other route answers. */
export const otherRoutes = (() => {
  const refuse = async () => {
    throw noSuchCall();
  };
  return routes({ GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse });
})();

function expandIn(query: URLSearchParams): string[] {
  return [...new Set((query.get("expand") ?? "").split(",").filter(Boolean))];
}

function noSuchCall(): Problem {
  return new NotFound("call", "See /api/openapi.json for what there is.");
}
