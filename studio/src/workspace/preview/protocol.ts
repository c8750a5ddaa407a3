import type { Theme } from "@sayso/app-kit";

/** A component of the application as the preview knows it. */
export interface ShownComponent {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

/** What the frame is given to show. */
export interface Shown {
  readonly digest: string;
  readonly script: string;
  readonly components: readonly ShownComponent[];
  readonly session: SessionFacts;
  /** Sample rows to begin with; null where those at hand still fit. */
  readonly rows: SampleRows | null;
}

export interface SessionFacts {
  readonly title: string;
  readonly slug: string;
  readonly role: string | null;
  readonly roles: readonly { readonly name: string; readonly label: string }[];
  readonly settings: readonly {
    readonly key: string;
    readonly label: string;
    readonly type: string;
    readonly options: readonly string[];
    readonly value: unknown;
  }[];
}

export type SampleRow = Record<string, unknown> & { id: string; version: number };

export interface SampleRows {
  readonly entities: Readonly<Record<string, readonly SampleRow[]>>;
  readonly files: Readonly<Record<string, { readonly type: string; readonly base64: string }>>;
  readonly people: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
}

/** A component whose code was made just now, and whether a word about it refines it right away. */
export interface Attention {
  readonly component: string;
  readonly note: string;
}

/** What Studio says to the frame. */
export type Said =
  | { readonly kind: "show"; readonly shown: Shown }
  | { readonly kind: "role"; readonly role: string | null }
  | { readonly kind: "page"; readonly path: string }
  | { readonly kind: "theme"; readonly theme: Theme }
  | { readonly kind: "comment"; readonly isOn: boolean }
  | { readonly kind: "progress"; readonly waiting: readonly string[]; readonly attention: Attention | null };

/** What the frame tells Studio. The frame runs code of others, so nothing of it is believed before it is read. */
export type Told =
  | { readonly kind: "shown"; readonly digest: string }
  | { readonly kind: "failed"; readonly digest: string; readonly message: string }
  | { readonly kind: "place"; readonly path: string; readonly role: string | null }
  | { readonly kind: "pointed"; readonly component: string }
  | { readonly kind: "mend"; readonly component: string; readonly message: string }
  | { readonly kind: "comment"; readonly isOn: boolean };

const LONGEST_ID = 64;
const LONGEST_MESSAGE = 400;
const LONGEST_PATH = 2_000;

/** What a message of the frame says; null where it is none of those that there are. */
export function readTold(data: unknown): Told | null {
  if (typeof data !== "object" || data === null) return null;
  const told = data as Readonly<Record<string, unknown>>;
  const { kind } = told;
  const digest = text(told.digest, LONGEST_ID);
  const component = text(told.component, LONGEST_ID);
  const message = text(told.message, LONGEST_MESSAGE);
  if (kind === "shown" && digest) return { kind, digest };
  if (kind === "failed" && digest && message !== null) return { kind, digest, message };
  if (kind === "pointed" && component) return { kind, component };
  if (kind === "mend" && component && message !== null) return { kind, component, message };
  if (kind === "comment" && typeof told.isOn === "boolean") return { kind, isOn: told.isOn };
  if (kind === "place") {
    const path = text(told.path, LONGEST_PATH);
    const role = told.role === null ? null : text(told.role, LONGEST_ID);
    if (path?.startsWith("/")) return { kind, path, role };
  }
  return null;
}

function text(value: unknown, most: number): string | null {
  return typeof value === "string" ? value.slice(0, most) : null;
}
