import { Link } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import type { ReactNode } from "react";
import { useSession } from "../data/session";
import type { PageDefinition } from "../definition/app";
import { EmptyState } from "../ui/EmptyState";
import { useVisiblePages } from "./visible-pages";

/** Said in place of a page that exists, but not for the present role. */
export function ForbiddenPage({ page }: { readonly page: PageDefinition }): ReactNode {
  const { data: session } = useSession();
  const first = useVisiblePages()[0];
  const role = session?.role?.label;
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
