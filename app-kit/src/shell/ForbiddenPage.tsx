import { Link } from "@tanstack/react-router";
import { LockKeyhole, LogIn } from "lucide-react";
import type { ReactNode } from "react";
import { isAnonymous, useSession } from "../data/session";
import type { PageDefinition } from "../definition/app";
import { ButtonLink } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { useSignInUrl } from "./sign-in";
import { useVisiblePages } from "./visible-pages";

/** Said in place of a page that exists, but not for the present role. */
export function ForbiddenPage({ page }: { readonly page: PageDefinition }): ReactNode {
  const { data: session } = useSession();
  const first = useVisiblePages()[0];
  const signIn = useSignInUrl();
  const role = session?.role?.label;
  if (isAnonymous(session)) {
    return (
      <EmptyState
        icon={<LockKeyhole aria-hidden />}
        title={`Sign in to open ${page.title}`}
        actions={
          <ButtonLink variant="primary" icon={<LogIn aria-hidden />} href={signIn}>
            Sign in
          </ButtonLink>
        }
      >
        <p>This page is for people who are signed in.</p>
        {first && (
          <Link to={first.path} className="link">
            Go to {first.title}
          </Link>
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<LockKeyhole aria-hidden />} title={`${page.title} is not for your role`}>
      <p>{role ? `You are here as ${role}.` : "You have no role here yet."} Ask someone with more rights to look.</p>
      {first && (
        <Link to={first.path} className="link">
          Go to {first.title}
        </Link>
      )}
    </EmptyState>
  );
}
