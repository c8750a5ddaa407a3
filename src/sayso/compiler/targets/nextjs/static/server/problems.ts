// Errors of the data API, and what the database refuses in the words of the application.
import { appModule } from "./module";
import { columnOf, type EntityModel, shownAs, writtenColumns } from "./model";
import { DatabaseRefusal } from "./statement";

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** An error that is answered as `application/problem+json`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint = "",
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export class Malformed extends Problem {
  constructor(message: string, hint = "Correct the request and send it again.") {
    super(400, "malformed", message, hint);
  }
}

export class SignInNeeded extends Problem {
  constructor() {
    super(401, "sign_in_needed", "Nobody is signed in.", "Sign in and try again.");
  }
}

export class Denied extends Problem {
  constructor(message: string) {
    super(403, "denied", message, "Ask someone with more rights.");
  }
}

export class NotFound extends Problem {
  constructor(what: string, hint = "It may have been deleted. Go back to the list.") {
    super(404, "not_found", `There is no such ${what.toLowerCase()}.`, hint);
  }
}

export class VersionMismatch extends Problem {
  constructor(what: string) {
    const message = `This ${what.toLowerCase()} was changed in the meantime.`;
    super(412, "version_mismatch", message, "Load it again and repeat your change.");
  }
}

export class TransitionRefused extends Problem {
  constructor(message: string) {
    super(409, "transition_refused", message, "Load it again to see what is possible now.");
  }
}

export class InvalidFields extends Problem {
  constructor(errors: readonly FieldProblem[]) {
    const told = errors.slice(0, 3).map((error) => error.message);
    super(422, "invalid_fields", told.join(" "), "Correct the fields named and send it again.", errors);
  }
}

/** PostgreSQL's own words, which say nothing to the people who use the application. */
const OWN_WORDS = /new row for relation|violates |permission denied for|row-level security/;

/** The problem behind a thrown value; anything unforeseen is logged and answered without its details. */
export function problemOf(error: unknown, model?: EntityModel): Problem {
  if (error instanceof Problem) return error;
  const refused = error instanceof DatabaseRefusal ? refusal(error, model) : undefined;
  if (refused) return refused;
  console.error(error);
  const hint = "Try again; if it happens again, look into the log of the server.";
  return new Problem(500, "unexpected", "Something went wrong on our side.", hint);
}

function refusal(error: DatabaseRefusal, model: EntityModel | undefined): Problem | undefined {
  const { code, message, about } = error;
  const label = model?.label.toLowerCase() ?? "record";
  switch (code) {
    case "23514":
      return broken(error, model);
    case "23505":
      return notUnique(error, model, label);
    case "23503":
    case "23001":
      return reference(error, model, label);
    case "23502": {
      const field = model ? shownAs(model, about.column ?? "") : (about.column ?? "");
      const named = (model && columnOf(model, field)?.label) ?? field;
      return new InvalidFields([{ field, message: `${named || "A value"} is required.` }]);
    }
    case "42501": {
      const what = model?.labelPlural.toLowerCase() ?? "these records";
      return new Denied(OWN_WORDS.test(message) ? `Your role may not do this with ${what}.` : message);
    }
    case "57014":
    case "55P03":
    case "40P01":
      return new Problem(503, "timed_out", "This took too long.", "Narrow it with filters and try again.");
    default:
      return /^(22|54)/.test(code)
        ? new InvalidFields([{ field: "", message: "A value is not one that can be stored." }])
        : undefined;
  }
}

function broken({ message, about }: DatabaseRefusal, model: EntityModel | undefined): Problem {
  const name = about.constraint ?? "";
  if (model && name === `${model.name}_transition`) return new TransitionRefused(message);
  if (!OWN_WORDS.test(message)) return new Problem(409, "rule_violated", message);
  const rule = model?.rules.find((one) => name.includes(one.name));
  if (rule) return new Problem(409, "rule_violated", rule.message);
  const columns = model ? writtenColumns(model) : [];
  const longestFirst = columns.sort(([one], [other]) => other.length - one.length);
  const [field, column] = longestFirst.find(([key]) => name.includes(key)) ?? [];
  if (field && column)
    return new InvalidFields([{ field, message: `${column.label} is outside its limits.` }]);
  return new Problem(409, "rule_violated", "A rule of this application forbids it.");
}

function notUnique({ about }: DatabaseRefusal, model: EntityModel | undefined, label: string): Problem {
  if (about.constraint?.endsWith("_pkey")) {
    return new Problem(409, "rule_violated", `This ${label} is not deleted.`);
  }
  const named = nameWithin(about);
  const columns = (model ? writtenColumns(model) : []).filter(
    ([key, { stored = key }]) => named === `${stored}_key`,
  );
  const labels = columns.map(([, column]) => column.label).join(" and ");
  const message = labels
    ? `${labels} is already taken by another ${label}.`
    : `There already is such a ${label}.`;
  const errors = columns.map(([field]) => ({ field, message }));
  return new Problem(409, "not_unique", message, "Choose another value.", errors);
}

function reference(
  { message, about }: DatabaseRefusal,
  model: EntityModel | undefined,
  label: string,
): Problem {
  const detail = about.detail ?? "";
  if (detail.includes("still referenced") || message.includes("update or delete on table")) {
    const table = /table "([^"]+)"/.exec(detail)?.[1] ?? "?";
    const user = Object.values(appModule.entities).find((one) => one.table.includes(table));
    const users = user?.labelPlural.toLowerCase() ?? "other records";
    return new Problem(
      409,
      "in_use",
      `This ${label} is still used by ${users}.`,
      `Change the ${users} first.`,
    );
  }
  const named = nameWithin(about);
  const isOf = (table = "") => about.table !== undefined && table.includes(about.table);
  const relation = Object.keys(model?.belongsTo ?? {}).find((name) => {
    const key = `${name}_id`;
    return isOf(model?.table) && named === `${model?.columns[key]?.stored ?? key}_fkey`;
  });
  if (relation) return missing(`${relation}_id`, model?.belongsTo[relation]);
  const sets = Object.entries(model?.sets ?? {});
  const [set, { entity = "" } = {}] =
    sets.find(([, { table, other }]) => isOf(table) && named === `${other}_fkey`) ?? [];
  if (set) return missing(`${set}_ids`, entity);
  return new InvalidFields([{ field: "", message: "A record it refers to is not there." }]);
}

/** The name of a constraint without that of its table, such as `email_key`; the columns themselves are not told. */
function nameWithin({ constraint = "", table = "" }: DatabaseRefusal["about"]): string {
  return constraint.slice(table.length + 1);
}

function missing(field: string, entity = ""): Problem {
  const label = appModule.entities[entity]?.label.toLowerCase() ?? "record";
  return new InvalidFields([{ field, message: `There is no such ${label}.` }]);
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  503: "Service Unavailable",
};

/** The answer for a problem. */
export function problemResponse({ status, code, message, hint, errors }: Problem): Response {
  const title = TITLES[status] ?? "Internal Server Error";
  const body = { type: `urn:problem:${code}`, title, status, detail: message, code, hint, errors };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}
