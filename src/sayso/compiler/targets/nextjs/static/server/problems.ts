// Errors of the data API, and what the database refuses in the words of the application.
import { type EntityModel, shownAs } from "./model";

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
    readonly options: { readonly hint?: string; readonly errors?: readonly FieldProblem[] } = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

export class Malformed extends Problem {
  constructor(message: string, hint = "Correct the request and send it again.") {
    super(400, "malformed", message, { hint });
  }
}

export class SignInNeeded extends Problem {
  constructor() {
    super(401, "sign_in_needed", "You are not signed in.", { hint: "Sign in and try again." });
  }
}

export class Denied extends Problem {
  constructor(message: string) {
    super(403, "denied", message, { hint: "Ask someone with more rights." });
  }
}

export class NotFound extends Problem {
  constructor(model: EntityModel) {
    super(404, "not_found", `There is no such ${model.label.toLowerCase()}.`, {
      hint: "It may have been deleted. Go back to the list.",
    });
  }
}

export class VersionMismatch extends Problem {
  constructor() {
    super(412, "version_mismatch", "Somebody else saved this in the meantime.", {
      hint: "Look at the present values, then save again.",
    });
  }
}

export class InvalidFields extends Problem {
  constructor(errors: readonly FieldProblem[]) {
    const message = errors
      .slice(0, 3)
      .map((error) => error.message)
      .join(" ");
    super(422, "invalid_fields", message, { hint: "Correct the fields named and send it again.", errors });
  }
}

interface DatabaseError {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly detail?: string;
}

const OWN_WORDS = /new row for relation|violates |permission denied for|row-level security/;

/** The problem behind a thrown value; anything unforeseen is logged and answered without its details. */
export function problemOf(error: unknown, model?: EntityModel): Problem {
  if (error instanceof Problem) return error;
  const refused = isDatabaseError(error) ? refusal(error, model) : undefined;
  if (refused) return refused;
  console.error(error);
  return new Problem(500, "internal_error", "Something went wrong on the server.", {
    hint: "Nothing was changed. Try again in a moment.",
  });
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && "code" in error && typeof error.code === "string";
}

function refusal(error: DatabaseError, model: EntityModel | undefined): Problem | undefined {
  switch (error.code) {
    case "23514":
      return new Problem(
        409,
        error.constraint?.endsWith("_transition") ? "transition_refused" : "rule_violated",
        OWN_WORDS.test(error.message) ? "A value is outside what is allowed." : error.message,
      );
    case "23505":
      return notUnique(error, model);
    case "23503":
    case "23001":
      return new Problem(
        409,
        "in_use",
        "Other records still refer to this one, or it refers to one that is gone.",
        {
          hint: "Change those first.",
        },
      );
    case "23502": {
      const field = model && error.column ? shownAs(model, error.column) : (error.column ?? "");
      return new InvalidFields([{ field, message: `${model?.columns[field]?.label ?? field} is required.` }]);
    }
    case "42501":
      return new Denied(OWN_WORDS.test(error.message) ? "Your role may not do this." : error.message);
    case "57014":
    case "55P03":
      return new Problem(503, "timed_out", "This took too long.", {
        hint: "Narrow it with filters and try again.",
      });
    default:
      return error.code.startsWith("22")
        ? new Malformed("A value is not one that can be used here.")
        : undefined;
  }
}

function notUnique(error: DatabaseError, model: EntityModel | undefined): Problem {
  const key = error.constraint?.replace(/_key$/, "") ?? "";
  const fields = Object.keys(model?.columns ?? {}).sort((one, other) => other.length - one.length);
  const field = fields.find((name) => key.endsWith(`_${name}`));
  const kind = model?.label.toLowerCase() ?? "record";
  const label = field === undefined ? undefined : model?.columns[field]?.label;
  const message = label
    ? `${label} is already taken by another ${kind}.`
    : `There already is such a ${kind}.`;
  return new Problem(409, "not_unique", message, {
    hint: "Choose another value.",
    errors: field ? [{ field, message }] : [],
  });
}

/** The answer for a problem. */
export function problemResponse(problem: Problem): Response {
  const { status, code, message, options } = problem;
  const body = { type: "about:blank", title: message, status, detail: message, code, ...options };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}
