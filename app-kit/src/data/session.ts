import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ApiError } from "./errors";
import { request } from "./request";

export interface RoleName {
  readonly name: string;
  readonly label: string;
}

/** Who is signed in, as what, where, and the settings of the module. */
export interface Session {
  /** null where nobody is signed in, and the application is open to anybody in the role of the session. */
  readonly member: { readonly id: string; readonly name: string; readonly email?: string | null } | null;
  /** Where somebody signs in who has not; its `next` is where to come back to. */
  readonly sign_in_url?: string;
  readonly role: RoleName | null;
  /** The role of the person's own, where `role` is one they look through. */
  readonly own_role?: RoleName | null;
  /** Every role of the application. */
  readonly roles: readonly RoleName[];
  /** Whether the person may look at the application as another role. */
  readonly may_switch?: boolean;
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

/** Whether nobody is signed in. */
export function isAnonymous(session: Session | undefined): boolean {
  return session?.member === null;
}

/** The address that signs in and comes back to this place of the application. */
export function signInUrl(session: Session, back: string): string {
  const url = new URL(session.sign_in_url ?? "/__signin", location.origin);
  url.searchParams.set("next", back);
  return url.origin === location.origin ? `${url.pathname}${url.search}` : url.href;
}

/** Looks at the application as another role, or with null as oneself again; it has to start afresh then. */
export async function switchRole(role: string | null): Promise<void> {
  await request("POST", "/api/session/role", { body: { role } });
}

/** Ends the session and shows the sign-in page. */
export async function signOut(): Promise<void> {
  await request("POST", "/__signout");
  location.assign("/");
}
