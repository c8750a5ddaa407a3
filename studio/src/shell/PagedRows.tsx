import { Button, LoadProblem, Skeleton } from "@sayso/app-kit";
import type { ReactNode } from "react";
import type { Paged } from "../api/pages";
import { rowKeys } from "./row-keys";

export interface PagedRowsProps<Item> {
  readonly list: Paged<Item>;
  /** What the list holds, for those who hear it. */
  readonly label: string;
  /** Said where there is nothing. */
  readonly empty: ReactNode;
  readonly className?: string;
  readonly children: (item: Item) => ReactNode;
}

/** A list that comes in parts: its rows, what it says while loading, when that failed and when there is nothing. */
export function PagedRows<Item>({ list, label, empty, className = "", children }: PagedRowsProps<Item>): ReactNode {
  const { items, error, retry, hasMore, isLoadingMore, more, isStale } = list;
  if (error) return <LoadProblem error={error} onRetry={retry} />;
  if (!items) return <RowsSkeleton label={label} className={className} />;
  if (items.length === 0) return empty;
  return (
    <>
      <ul className={`rows ${className}`} aria-label={label} aria-busy={isStale || undefined} onKeyDown={rowKeys}>
        {items.map(children)}
      </ul>
      {hasMore && (
        <div className="p-3 text-center">
          <Button size="small" busy={isLoadingMore} onClick={more}>
            {isLoadingMore ? "Loading more…" : "Show more"}
          </Button>
        </div>
      )}
    </>
  );
}

/** The outline of rows that are still loading. */
export function RowsSkeleton({
  label,
  className = "",
}: {
  readonly label: string;
  readonly className?: string;
}): ReactNode {
  return (
    <div className={`grid gap-4 p-4 ${className}`} role="status" aria-label={`Loading ${label}`}>
      {["w-3/5", "w-2/5", "w-1/2"].map((width) => (
        <Skeleton key={width} className={`h-5 ${width}`} />
      ))}
    </div>
  );
}
