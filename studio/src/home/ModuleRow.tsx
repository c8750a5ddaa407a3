import { Badge } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { OpenModule } from "../shell/OpenModule";
import type { GivenModule, ModuleLine } from "./queries";
import { moduleStatus } from "./status";

export interface ModuleRowProps {
  readonly module: ModuleLine;
  /** Whether the person may use the application itself. */
  readonly mayOpen: boolean;
}

/** A module in a list: its name leads to its settings, the button into the application. */
export function ModuleRow({ module, mayOpen }: ModuleRowProps): ReactNode {
  const { slug, name, status, url, problem } = module;
  const { label, tone } = moduleStatus(status);
  return (
    <li className="row">
      <Link to="/modules/$slug/{-$tab}" params={{ slug }} className="row-link" data-row>
        <span className="grid min-w-0">
          <span className="truncate" dir="auto" title={name}>
            {name}
          </span>
          <span className="row-note">{hostOf(url)}</span>
        </span>
      </Link>
      {problem ? <Badge tone="warning">Needs attention</Badge> : <Badge tone={tone}>{label}</Badge>}
      {mayOpen && status === "published" && <OpenModule slug={slug} name={name} />}
    </li>
  );
}

/** An application of another agency: all that can be done with it here is to open it. */
export function GivenRow({ module: { slug, name, agency } }: { readonly module: GivenModule }): ReactNode {
  return (
    <li className="row">
      <span className="row-link">
        <span className="grid min-w-0">
          <span className="truncate" dir="auto">
            {name}
          </span>
          <span className="row-note" dir="auto">
            {agency}
          </span>
        </span>
      </span>
      <OpenModule slug={slug} name={name} />
    </li>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
