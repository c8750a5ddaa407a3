import { classes } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { useTitle } from "./use-title";

export interface ScreenProps {
  readonly title: string;
  /** A sentence below the title. */
  readonly lead?: ReactNode;
  /** What can be done here, at the end of the heading. */
  readonly actions?: ReactNode;
  /** How wide it becomes at most: reading width, a list, or all there is. */
  readonly width?: "narrow" | "medium" | "full";
  readonly children?: ReactNode;
}

/** A screen within the frame: its heading, which names the window too, what can be done here, and its content. */
export function Screen({ title, lead, actions, width = "medium", children }: ScreenProps): ReactNode {
  useTitle(title);
  return (
    <div className={classes("screen", `screen-${width}`)}>
      <header className="screen-head">
        <div className="min-w-0">
          <h1 tabIndex={-1} dir="auto">
            {title}
          </h1>
          {lead && <p className="text-muted">{lead}</p>}
        </div>
        {actions && <div className="screen-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
