import type { ReactNode } from "react";

/** The place of a component that is still being made. */
export function Placeholder({ title }: { readonly title: string }): ReactNode {
  return (
    <div className="preview-placeholder" role="status">
      <span>{title}</span>
      <span className="preview-placeholder-note">Being made</span>
    </div>
  );
}
