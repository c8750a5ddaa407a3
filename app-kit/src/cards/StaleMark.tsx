import { History } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { ageOf, wordingOf } from "./wording";

const EVERY = 15_000;
let beats = 0;

function tick(changed: () => void): () => void {
  const timer = setInterval(() => {
    beats += 1;
    changed();
  }, EVERY);
  return () => clearInterval(timer);
}

/** Says that data is not of now, and how old it is; it keeps pace with the clock. */
export function StaleMark({ at }: { readonly at: string }): ReactNode {
  useSyncExternalStore(tick, () => beats);
  return (
    <time className="card-stale" dateTime={at} title={`From ${wordingOf({}).exact(at)}`}>
      <History aria-hidden /> {ageOf(at, Date.now())}
    </time>
  );
}
