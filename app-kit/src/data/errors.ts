/**
 * Errors of the data API, one class per kind so that callers can tell them apart with `instanceof`.
 *
 * ```
 * ApiError
 * ├── ConnectionLost        no answer at all
 * ├── BadRequest            400
 * ├── NotSignedIn           401
 * ├── Denied                403
 * ├── NotFound              404
 * ├── Conflict              409
 * │   ├── RuleViolated      rule_violated
 * │   ├── NotUnique         not_unique
 * │   ├── TransitionRefused transition_refused
 * │   └── InUse             in_use
 * ├── VersionConflict       412, somebody else saved first
 * ├── TooLarge              413
 * ├── UnsupportedFile       415
 * ├── ValidationError       422, see `fields`
 * └── ServerError           500 and above
 * ```
 */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export interface Problem {
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly hint?: string;
  readonly errors?: readonly FieldError[];
  /** What else comes with it: `diagnostics`, `plan`, `files`. */
  readonly [detail: string]: unknown;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | undefined;
  readonly fields: readonly FieldError[];
  /** The whole answer, with what else came with it: `diagnostics`, `plan`, `files`. */
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `The server answered with status ${status}.`);
    this.name = new.target.name;
    this.status = status;
    this.code = problem.code ?? String(status);
    this.hint = problem.hint || undefined;
    this.fields = problem.errors ?? [];
    this.problem = problem;
  }
}

export class ConnectionLost extends ApiError {
  constructor() {
    super(0, {
      detail: "The connection to the server was lost.",
      hint: "Nothing was changed. Check your connection and try again.",
      code: "connection_lost",
    });
  }
}
export class BadRequest extends ApiError {}
export class NotSignedIn extends ApiError {}
export class Denied extends ApiError {}
export class NotFound extends ApiError {}
export class Conflict extends ApiError {}
export class RuleViolated extends Conflict {}
export class NotUnique extends Conflict {}
export class TransitionRefused extends Conflict {}
export class InUse extends Conflict {}
export class VersionConflict extends ApiError {}
export class TooLarge extends ApiError {}
export class UnsupportedFile extends ApiError {}
export class ValidationError extends ApiError {}
export class ServerError extends ApiError {}

type ErrorClass = new (status: number, problem: Problem) => ApiError;

const CONFLICTS: Readonly<Record<string, ErrorClass>> = {
  rule_violated: RuleViolated,
  not_unique: NotUnique,
  transition_refused: TransitionRefused,
  in_use: InUse,
};

const BY_STATUS: Readonly<Record<number, ErrorClass>> = {
  400: BadRequest,
  401: NotSignedIn,
  403: Denied,
  404: NotFound,
  409: Conflict,
  412: VersionConflict,
  413: TooLarge,
  415: UnsupportedFile,
  422: ValidationError,
};

/** The error for an answer of the data API. */
export function errorFrom(status: number, problem: Problem): ApiError {
  const conflict = status === 409 ? CONFLICTS[problem.code ?? ""] : undefined;
  const found = conflict ?? BY_STATUS[status] ?? (status >= 500 ? ServerError : ApiError);
  return new found(status, problem);
}

/** Any thrown value as an ApiError, so that a component only handles one kind. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(0, { detail: error instanceof Error ? error.message : String(error), code: "unexpected" });
}
