// What every call of a service is about.
import type { Database } from "./database";
import type { ModuleModel } from "./model";
import type { Session } from "./session";

/** Who asks, in which transaction, of which module. */
export interface Context {
  readonly database: Database;
  readonly session: Session;
  readonly appModule: ModuleModel;
}

export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
