import { browserLanguage } from "@sayso/app-kit";
import { type ReactNode, useSyncExternalStore } from "react";
import { exactly, relativeTo } from "./moments";

const EVERY = 30_000;
let beats = 0;

function tick(changed: () => void): () => void {
  const timer = setInterval(() => {
    beats += 1;
    changed();
  }, EVERY);
  return () => clearInterval(timer);
}

/** How long ago something was, with the exact moment on hover; it keeps pace with the clock. */
export function Moment({ at, className }: { readonly at: string; readonly className?: string }): ReactNode {
  useSyncExternalStore(tick, () => beats);
  const locale = browserLanguage();
  return (
    <time dateTime={at} title={exactly(at, locale)} className={className}>
      {relativeTo(Date.now(), at, locale)}
    </time>
  );
}
