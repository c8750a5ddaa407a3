/** An answer of the data API. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json", ...headers } });
}

/** An answer of the data API that something is wrong. */
export function problem(status: number, content: Readonly<Record<string, unknown>>): Response {
  return new Response(JSON.stringify({ status, ...content }), {
    status,
    headers: { "content-type": "application/problem+json" },
  });
}

/** Something that the data API refuses, thrown where it is found. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }

  answer(): Response {
    return problem(this.status, { detail: this.message, ...this.more });
  }
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** Values that the fields do not accept. */
export function invalid(errors: readonly FieldProblem[]): Refusal {
  const detail = errors
    .slice(0, 3)
    .map(({ message }) => message)
    .join(" ");
  return new Refusal(422, detail, { code: "invalid_fields", errors });
}

/** A request that cannot be understood. */
export function malformed(detail: string): Refusal {
  return new Refusal(400, detail, { code: "malformed" });
}

/** What a role may not do. */
export function denied(detail: string): Refusal {
  return new Refusal(403, detail, { code: "denied" });
}

/** What does not fit the present state. */
export function conflict(code: string, detail: string, more: Readonly<Record<string, unknown>> = {}): Refusal {
  return new Refusal(409, detail, { code, ...more });
}
