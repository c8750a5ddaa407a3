import { Kbd } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "../api/me";
import { useNewestModules } from "../home/queries";
import { Bell } from "../notices/Bell";
import { AgencySwitch } from "./AgencySwitch";
import { PersonMenu } from "./PersonMenu";
import { type Place, placesFor } from "./places";
import { useShell } from "./shell-context";

interface SidebarProps {
  /** Closes the drawer that it stands in on a phone. */
  readonly onNavigate?: () => void;
}

/** The agency, the places of Studio, and the person. */
export function Sidebar({ onNavigate }: SidebarProps): ReactNode {
  const { openCommands, openShortcuts } = useShell();
  const { data: me } = useMe();
  const leaving = onNavigate ? { onNavigate } : {};
  const open = (what: () => void) => () => {
    onNavigate?.();
    what();
  };
  return (
    <aside className="sidebar">
      <div className="sidebar-head">
        <AgencySwitch {...leaving} />
        {!onNavigate && <Bell />}
      </div>
      <button type="button" className="sidebar-search" onClick={open(openCommands)}>
        <Search aria-hidden />
        <span className="me-auto">Search</span>
        <span aria-hidden className="sidebar-keys">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <nav className="sidebar-nav" aria-label="Places">
        <ul>
          {placesFor(me?.permissions ?? []).map((place) => (
            <li key={place.to}>
              <PlaceLink place={place} {...leaving} />
              {place.to === "/modules" && <NewestModules {...leaving} />}
            </li>
          ))}
        </ul>
      </nav>
      <div className="sidebar-foot">
        <PersonMenu onShortcuts={open(openShortcuts)} {...leaving} />
      </div>
    </aside>
  );
}

function PlaceLink({ place, onNavigate }: SidebarProps & { readonly place: Place }): ReactNode {
  const { to, label, icon: Icon } = place;
  return (
    <Link to={to} className="nav-link" activeOptions={{ exact: to === "/" }} onClick={() => onNavigate?.()}>
      <Icon aria-hidden />
      {label}
    </Link>
  );
}

const SHOWN = 5;

function NewestModules({ onNavigate }: SidebarProps): ReactNode {
  const modules = useNewestModules().data?.slice(0, SHOWN);
  if (!modules?.length) return null;
  return (
    <ul className="nav-children" aria-label="Newest modules">
      {modules.map(({ slug, name }) => (
        <li key={slug}>
          <Link to="/modules/$slug/{-$tab}" params={{ slug }} className="nav-link" onClick={() => onNavigate?.()}>
            <span className="truncate" dir="auto">
              {name}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
