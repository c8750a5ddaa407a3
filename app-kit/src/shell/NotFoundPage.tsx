import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "../ui/EmptyState";
import { useVisiblePages } from "./visible-pages";

/** Said when an address leads nowhere. */
export function NotFoundPage(): ReactNode {
  const first = useVisiblePages()[0];
  return (
    <EmptyState icon={<Compass aria-hidden />} title="There is no page here">
      <p>The address may be wrong, or the page may have been renamed.</p>
      {first && (
        <Link to={first.path} className="link">
          Go to {first.title}
        </Link>
      )}
    </EmptyState>
  );
}
