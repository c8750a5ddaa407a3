import { useLocation } from "@tanstack/react-router";
import { signInUrl, useSession } from "../data/session";

/** Where to sign in and come back to this page. */
export function useSignInUrl(): string {
  const { data: session } = useSession();
  const { href } = useLocation();
  return session ? signInUrl(session, href) : "/__signin";
}
