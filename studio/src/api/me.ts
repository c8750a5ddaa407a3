import { type ApiError, asApiError, NotSignedIn } from "@sayso/app-kit";
import { QueryClient, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "./client";

export type Account = Schemas["AccountView"];

/** Who is signed in, for which agency, and what they may do there. */
export function useMe(): UseQueryResult<Account, ApiError> {
  return useQuery({ queryKey: ["me"], queryFn: ({ signal }) => dataOf(api.GET("/api/v1/auth/me", { signal })) });
}

/** What a call may need; docs/reference/api.md says which role has which. */
export type Permission =
  | "modules:read"
  | "modules:write"
  | "people:read"
  | "people:write"
  | "agency:write"
  | "keys:write"
  | "audit:read"
  | "models:read"
  | "models:write"
  | "data:read"
  | "data:write";

/** Whether the person may do what needs this permission. */
export function useMay(permission: Permission): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}

/** Keeps what was asked for a few seconds; whoever is signed out meanwhile is sent to sign in, and back. */
export function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Without a network a call fails and says so, instead of waiting for one without a word.
        networkMode: "always",
        staleTime: 5_000,
        retry: (count, error) => {
          const problem = asApiError(error);
          return count < 2 && (problem.status === 0 || problem.status >= 500);
        },
        throwOnError: (error) => {
          if (error instanceof NotSignedIn) signInAndBack();
          return false;
        },
      },
      mutations: { networkMode: "always", onError: (error) => error instanceof NotSignedIn && signInAndBack() },
    },
  });
}

function signInAndBack(): void {
  location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
}
