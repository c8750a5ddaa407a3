import type { ReactNode } from "react";
import { Skeleton } from "../../ui/Small";

/** The shape of a form that is loading. */
export function FormSkeleton(): ReactNode {
  return (
    <div className="flex flex-col gap-5 p-5" role="status" aria-label="Loading">
      {["w-20", "w-28", "w-16", "w-24"].map((width) => (
        <div key={width} className="flex flex-col gap-2">
          <Skeleton className={`h-3 ${width}`} />
          <Skeleton className="h-8 w-full" />
        </div>
      ))}
    </div>
  );
}
