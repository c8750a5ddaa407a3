import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { OpenModule } from "../shell/OpenModule";
import { ModuleState } from "./ModuleState";
import type { ModuleLine } from "./queries";

/** A module in the list: its name leads to all about it, the button into the application. */
export function ModuleListRow({ module }: { readonly module: ModuleLine }): ReactNode {
  const { slug, name, version, url, status, problem, site } = module;
  return (
    <li className="row">
      <Link to="/modules/$slug/{-$tab}" params={{ slug }} className="row-link" data-row>
        <span className="grid min-w-0">
          <span className="truncate" dir="auto" title={name}>
            {name}
          </span>
          <span className="row-note" dir="auto">
            {problem ?? `${hostOf(url)} · version ${version} · ${site}`}
          </span>
        </span>
      </Link>
      <ModuleState module={module} />
      {status === "published" && <OpenModule slug={slug} name={name} />}
    </li>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
