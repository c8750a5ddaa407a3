import { CloudOff, SearchX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { type ApiError, ConnectionLost, NotFound } from "../data/errors";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";

export interface LoadProblemProps {
  readonly error: ApiError;
  readonly onRetry: () => unknown;
}

/** Said where something could not be loaded, with a way to try again. */
export function LoadProblem({ error, onRetry }: LoadProblemProps): ReactNode {
  const gone = error instanceof NotFound;
  const Mark = gone ? SearchX : error instanceof ConnectionLost ? CloudOff : TriangleAlert;
  return (
    <div role="alert">
      <EmptyState
        icon={<Mark aria-hidden />}
        title={gone ? "This record is not here any more" : "This could not be loaded"}
        actions={!gone && <Button onClick={() => onRetry()}>Try again</Button>}
      >
        <p>{gone ? "It was deleted, or your role may not see it." : error.message}</p>
        {!gone && error.hint && <p>{error.hint}</p>}
      </EmptyState>
    </div>
  );
}
