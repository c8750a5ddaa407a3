import { Menu, MenuItem } from "@sayso/app-kit";
import { Link, useParams } from "@tanstack/react-router";
import { Ellipsis, type LucideIcon, MessageSquare } from "lucide-react";
import type { ReactNode } from "react";
import { useOpenTab } from "../state/place";
import type { TabName } from "../tab-names";
import { TABS, tabOf } from "../tabs";

const DIRECT: readonly TabName[] = ["preview", "data"];

const EXACTLY = { exact: true, includeSearch: false } as const;

/** Where there is room for one pane only: which one it is. */
export function PaneSwitch({ open }: { readonly open: TabName | null }): ReactNode {
  const openTab = useOpenTab();
  const others = TABS.filter(({ name }) => !DIRECT.includes(name));
  const other = others.find(({ name }) => name === open);
  return (
    <nav className="pane-switch" aria-label="Parts of the session">
      <PaneLink tab={undefined} label="Chat" icon={MessageSquare} isOpen={open === null} />
      {DIRECT.map((name) => (
        <PaneLink key={name} tab={name} {...tabOf(name)} isOpen={open === name} />
      ))}
      <Menu
        side="top"
        trigger={
          <button type="button" className="pane-link" aria-current={other ? "page" : undefined}>
            {other ? <other.icon aria-hidden /> : <Ellipsis aria-hidden />}
            {other ? `${other.label}…` : "More…"}
          </button>
        }
      >
        {others.map(({ name, label, icon: Icon }) => (
          <MenuItem key={name} icon={<Icon aria-hidden />} onSelect={() => openTab(name)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}

interface PaneLinkProps {
  readonly tab: TabName | undefined;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isOpen: boolean;
}

function PaneLink({ tab, label, icon: Icon, isOpen }: PaneLinkProps): ReactNode {
  const { session } = useParams({ from: "/sessions/$session/{-$tab}" });
  return (
    <Link
      to="/sessions/$session/{-$tab}"
      params={{ session, tab }}
      className="pane-link"
      activeOptions={EXACTLY}
      aria-current={isOpen ? "page" : undefined}
    >
      <Icon aria-hidden />
      {label}
    </Link>
  );
}
