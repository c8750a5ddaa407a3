import { useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon, Plus, Search } from "lucide-react";
import type { ReactNode } from "react";
import type { AnyEntity } from "../definition/entity";
import { useAccess } from "../entity/access";
import { addLabelOf } from "../entity/noun";
import { useRecordNavigation } from "../entity/record-scope";
import { Button, IconButton } from "../ui/Button";
import { Kbd } from "../ui/Small";
import { useApp, useEntity } from "./app-context";
import { PersonMenu } from "./PersonMenu";
import { useFirstPart, useHasPart } from "./presence";

export interface TopBarProps {
  readonly onMenu: () => void;
  readonly onSearch: () => void;
  readonly onSettings: () => void;
}

/** The page's title, its search, its main action, and the person. */
export function TopBar({ onMenu, onSearch, onSettings }: TopBarProps): ReactNode {
  const app = useApp();
  const { pathname } = useLocation();
  const page = app.pages.find(({ path }) => path === pathname);
  const first = useFirstPart("list");
  const entity = useEntity(page?.entity ?? first);
  return (
    <header className="topbar">
      <IconButton label="Pages" className="menu-button" onClick={onMenu}>
        <MenuIcon aria-hidden />
      </IconButton>
      <h1>{page?.title ?? app.name}</h1>
      <button type="button" className="search-button" onClick={onSearch} aria-label="Search… Ctrl K, and commands">
        <Search aria-hidden />
        <span className="me-auto">Search…</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      {entity && <MainAction entity={entity} />}
      <PersonMenu onSettings={onSettings} />
    </header>
  );
}

function MainAction({ entity }: { readonly entity: AnyEntity }): ReactNode {
  const access = useAccess(entity);
  const { add } = useRecordNavigation();
  const isLaidOut = useHasPart("form", entity.name);
  if (!access.can("create") || isLaidOut) return null;
  return (
    <Button variant="primary" className="main-action" icon={<Plus aria-hidden />} onClick={() => add(entity.name)}>
      <span>{addLabelOf(entity)}</span>
    </Button>
  );
}
