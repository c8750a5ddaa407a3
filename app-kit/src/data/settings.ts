import { request } from "./request";
import type { Session } from "./session";

/** A setting of the application and what it is now. */
export interface Setting {
  readonly key: string;
  readonly label: string;
  readonly type: "string" | "boolean" | "number" | "enum";
  readonly options: readonly string[];
  readonly value: unknown;
}

interface Settings {
  readonly settings: readonly Setting[];
}

const PATH = "/api/session/settings";

/** Whether the person may change how the application is set up: with the widest role, and as oneself. */
export function maySetUp(session: Session | undefined): boolean {
  return session?.may_switch === true && session.role?.name === session.own_role?.name;
}

export async function readSettings(signal?: AbortSignal): Promise<readonly Setting[]> {
  return (await request<Settings>("GET", PATH, { signal })).settings;
}

/** Changes the settings that are named; they hold at once. */
export async function changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
  await request("PATCH", PATH, { body: changes });
}
