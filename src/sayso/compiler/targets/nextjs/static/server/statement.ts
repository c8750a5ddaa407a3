// SQL text with the values bound to it. Text of a request only ever becomes a bound value.

export interface Statement {
  readonly text: string;
  /** In PostgreSQL's own text form. */
  readonly values: readonly (string | null)[];
  /** Nothing that its transaction did stays if it finds or changes no row. */
  readonly needsRow?: boolean;
}

export type Row = Readonly<Record<string, unknown>>;

/** Collects values for one statement. */
export class Values {
  readonly list: (string | null)[] = [];

  /** Binds a value and answers its place in the text. */
  bind(value: unknown, cast: string): string {
    this.list.push(asText(value, cast));
    return `$${this.list.length}::${cast}`;
  }
}

/** A statement without values of requests other than these. */
export function statement(
  text: string,
  values: readonly unknown[] = [],
  more: { needsRow?: boolean } = {},
): Statement {
  return { text, values: values.map((value) => asText(value, "")), ...more };
}

function asText(value: unknown, cast: string): string | null {
  if (value === null || value === undefined) return null;
  if (cast === "jsonb") return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `{${value.map((item) => `"${String(item).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
  }
  return String(value);
}

/** What the database refuses, as it says it. */
export class DatabaseRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly about: { constraint?: string; column?: string; table?: string; detail?: string } = {},
  ) {
    super(message);
  }
}

/** A statement that needed a row found none; nothing of its transaction stays. */
export class NothingDone extends Error {}

/** Who a transaction acts for. */
export interface Acting {
  readonly siteId: string;
  readonly memberId: string;
  readonly role: string;
  readonly timeZone: string;
}

/** Someone who may sign in, as the tables `members` and `sites` have it. */
export interface MemberRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly password_hash: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Which groups of an attempt are kept: those that fit, all if all fit, or none; `apart`: none, not even for the next. */
export type Keep = "always" | "complete" | "never" | "apart";
