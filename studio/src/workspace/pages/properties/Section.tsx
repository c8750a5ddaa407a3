import type { ReactNode } from "react";

/** A few properties that belong together. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="pages-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
