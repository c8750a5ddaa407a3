import type { ReactNode } from "react";

/** A link out of a card; `to` was read by `webAddress`. */
export function SafeLink({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactNode {
  return (
    <a className="link" href={to} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
      {children}
    </a>
  );
}
