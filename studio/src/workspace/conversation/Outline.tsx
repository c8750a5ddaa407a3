import { Skeleton } from "@sayso/app-kit";
import type { ReactNode } from "react";

/** The outline of messages that are still loading. */
export function MessagesOutline(): ReactNode {
  return (
    <div className="grid content-end gap-4 p-4" role="status">
      <span className="sr-only">Loading the conversation</span>
      <Skeleton className="h-14 w-4/5 justify-self-end rounded-lg" />
      <Skeleton className="h-24 w-11/12 rounded-lg" />
    </div>
  );
}
