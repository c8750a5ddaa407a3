// As much of the packages of an exported project as its files use, so that tests need not install them.
declare module "pg" {
  export interface QueryResult<Row> {
    readonly rows: Row[];
  }
  export interface PoolClient {
    query<Row extends object>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
    release(): void;
  }
  export class Pool {
    constructor(options: { connectionString: string; statement_timeout?: number });
    connect(): Promise<PoolClient>;
    query<Row extends object>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
  }
}
declare module "next" {
  export interface Metadata {
    readonly title?: string;
    readonly description?: string;
  }
  export interface NextConfig {
    readonly transpilePackages?: string[];
    readonly serverExternalPackages?: string[];
    readonly poweredByHeader?: boolean;
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
