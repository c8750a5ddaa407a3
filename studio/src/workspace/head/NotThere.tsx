import { type ApiError, EmptyState, LoadProblem, NotFound, ValidationError } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";

interface NotThereProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
}

/** Said where a session cannot be shown, with a way out. */
export function NotThere({ error, onRetry }: NotThereProps): ReactNode {
  const isGone = error instanceof NotFound || error instanceof ValidationError;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      {isGone ? <Gone /> : <LoadProblem error={error} onRetry={onRetry} />}
    </main>
  );
}

function Gone(): ReactNode {
  return (
    <div role="alert">
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="This session is not here"
        actions={
          <>
            <Link to="/" className="button border-transparent bg-accent text-on-accent hover:bg-accent-strong">
              Start a new one
            </Link>
            <Link to="/sessions" className="button border-line-strong bg-surface hover:bg-hover">
              See all sessions
            </Link>
          </>
        }
      >
        It was deleted, or it belongs to another agency. If you have several agencies, switch to the other one and open
        this address again.
      </EmptyState>
    </div>
  );
}
