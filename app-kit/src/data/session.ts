import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ApiError } from "./errors";
import { request } from "./request";

export interface RoleName {
  readonly name: string;
  readonly label: string;
}

/** Who is signed in, as what, where, and the settings of the module. */
export interface Session {
  readonly member: { readonly id: string; readonly name: string; readonly email?: string | null };
  readonly role: RoleName | null;
  /** Roles the person may look through; one or none means there is nothing to choose. */
  readonly roles: readonly RoleName[];
  readonly site: { readonly id: string; readonly name: string };
  readonly module: { readonly slug: string; readonly name: string; readonly version?: string | number };
  readonly settings: Readonly<Record<string, unknown>>;
}

export const sessionKey = ["session"] as const;

/** The present session; read once and kept. */
export function useSession(): UseQueryResult<Session, ApiError> {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => request<Session>("GET", "/api/session", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
