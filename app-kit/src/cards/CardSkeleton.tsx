import type { ReactNode } from "react";
import { Skeleton } from "../ui/Small";
import type { CardKind } from "./card";

/** The outline of a card whose data is on its way, with a word about it. */
export function CardSkeleton({
  kind,
  words,
}: {
  readonly kind?: CardKind | undefined;
  readonly words: string;
}): ReactNode {
  return (
    <div className="card-shown card-waiting" role="status">
      {kind === "number" ? <Skeleton className="h-8 w-24" /> : <Bars />}
      <p dir="auto">{words}</p>
    </div>
  );
}

function Bars(): ReactNode {
  return (
    <span className="card-waiting-bars" aria-hidden>
      {["45%", "70%", "55%", "90%", "60%"].map((height) => (
        <span key={height} className="skeleton" style={{ height }} />
      ))}
    </span>
  );
}
