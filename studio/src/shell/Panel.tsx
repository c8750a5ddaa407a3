import { type ReactNode, useId } from "react";

export interface PanelProps {
  readonly title: string;
  /** A sentence below the title. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a screen with a border around it. */
export function Panel({ title, lead, actions, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <div className="min-w-0">
          <h2 id={id}>{title}</h2>
          {lead && <p className="text-sm text-muted">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
