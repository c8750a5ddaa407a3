import { EmptyState } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";

/** Said at an address where there is nothing. */
export function NotFound(): ReactNode {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="There is nothing at this address"
      actions={
        <Link to="/" className="link">
          To the start
        </Link>
      }
    >
      It may have been removed, or the address is not quite right.
    </EmptyState>
  );
}
