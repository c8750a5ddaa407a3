// As much of the packages of an exported project as its files use, so that tests need not install them.
declare module "pg" {
  export interface QueryResult<Row> {
    readonly rows: Row[];
  }
  export interface PoolClient {
    query<Row extends object>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
    release(): void;
  }
  type Parser = (text: string) => unknown;
  export const types: {
    readonly builtins: Readonly<Record<"BOOL" | "INT2" | "INT4" | "INT8" | "NUMERIC" | "JSON" | "JSONB", number>>;
    getTypeParser(oid: number, format: "text" | "binary"): Parser;
  };
  export class Pool {
    constructor(options: {
      connectionString: string;
      statement_timeout?: number;
      types?: { getTypeParser: (oid: number, format?: "text" | "binary") => Parser };
    });
    connect(): Promise<PoolClient>;
    query<Row extends object>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
  }
}
declare module "next" {
  export interface Metadata {
    readonly title?: string;
    readonly description?: string;
  }
}
declare module "next/dynamic" {
  import type { ComponentType } from "react";
  export default function dynamic(load: () => Promise<ComponentType>, options: { ssr: boolean }): ComponentType;
}
declare module "next/headers" {
  export function headers(): Promise<Headers>;
}
declare module "next/navigation" {
  export function redirect(path: string): never;
  export function notFound(): never;
}
declare module "@sayso/app-kit/styles.css";
declare module "@supabase/supabase-js" {
  type Failure = { readonly code: string; readonly message: string } | null;
  type Answer<T> = Promise<{ readonly data: T | null; readonly error: Failure }>;
  export interface SupabaseClient {
    from(table: string): {
      select(columns: string): {
        eq(column: string, value: string): { maybeSingle<T>(): Answer<T> };
      };
      update(values: object): { eq(column: string, value: string): Answer<null> };
    };
    rpc(name: string, given: object): Answer<unknown>;
  }
  export function createClient(
    address: string,
    key: string,
    options: {
      accessToken?: () => Promise<string>;
      auth?: { persistSession: boolean; autoRefreshToken: boolean };
    },
  ): SupabaseClient;
}
