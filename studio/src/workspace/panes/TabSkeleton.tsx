import { Skeleton } from "@sayso/app-kit";
import type { ReactNode } from "react";
import type { Shape } from "../tabs";

const LINES = ["w-2/3", "w-1/2", "w-3/4", "w-2/5", "w-3/5", "w-1/2", "w-2/3"];

/** The outline of a tab that is still loading, in the shape of what comes. */
export function TabSkeleton({ shape, label }: { readonly shape: Shape; readonly label: string }): ReactNode {
  return (
    <div className="tab-skeleton" role="status">
      <span className="sr-only">Loading {label}</span>
      {shape === "editor" && (
        <div className="tab-skeleton-side">
          <Lines />
        </div>
      )}
      {shape === "canvas" || shape === "editor" ? (
        <Skeleton className="h-full min-h-40 flex-1 rounded-lg" />
      ) : (
        <div className="grid flex-1 content-start gap-4">
          <Skeleton className="h-6 w-48" />
          {shape === "table" && <Skeleton className="h-9 w-full" />}
          <Lines />
        </div>
      )}
    </div>
  );
}

function Lines(): ReactNode {
  return (
    <div className="grid gap-4">
      {LINES.map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outlines stand still
        <Skeleton key={line} className={width} />
      ))}
    </div>
  );
}
