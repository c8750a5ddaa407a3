import type { ReactNode } from "react";
import { classes } from "../ui/classes";

export interface ScrollProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What of a card may be longer than its place: it scrolls, by keyboard too. Many on a page make no landmarks. */
export function Scroll({ label, className, children }: ScrollProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div role="group" aria-label={label} className={classes("card-scroll", className)} tabIndex={0}>
      {children}
    </div>
  );
}
