import { classes, Menu, MenuItem } from "@sayso/app-kit";
import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { useOpenTab } from "../state/place";
import type { TabName } from "../tab-names";
import { TABS, type TabDefinition } from "../tabs";
import { panelId } from "./TabPanels";
import { useFitting } from "./use-fitting";

interface TabListProps {
  readonly id: string;
  readonly open: TabName;
}

/** The tabs; those that do not fit go to a menu, the open one is always seen. */
export const TabList = memo(function TabList({ id, open }: TabListProps): ReactNode {
  const openTab = useOpenTab();
  const list = useRef<HTMLDivElement>(null);
  const fitting = useFitting(list);
  const { shown, more } = arranged(fitting, open);
  return (
    <div className="workspace-tabs">
      <div ref={list} id={id} role="tablist" aria-label="Parts of the application" className="workspace-tablist">
        {shown.map((tab) => (
          <TabButton key={tab.name} list={id} tab={tab} isOpen={tab.name === open} openTab={openTab} />
        ))}
      </div>
      {more.length > 0 && (
        <Menu
          trigger={
            <button type="button" className="workspace-tab workspace-tab-more">
              More <ChevronDown aria-hidden />
            </button>
          }
        >
          {more.map(({ name, label, icon: Icon }) => (
            <MenuItem key={name} icon={<Icon aria-hidden />} onSelect={() => openTab(name)}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  );
});

interface TabButtonProps {
  readonly list: string;
  readonly tab: TabDefinition;
  readonly isOpen: boolean;
  readonly openTab: (tab: TabName) => void;
}

function TabButton({ list, tab, isOpen, openTab }: TabButtonProps): ReactNode {
  const { name, label, icon: Icon } = tab;
  return (
    <button
      type="button"
      role="tab"
      id={`${list}-${name}`}
      aria-selected={isOpen}
      aria-controls={panelId(list, name)}
      tabIndex={isOpen ? 0 : -1}
      className={classes("workspace-tab", isOpen && "workspace-tab-open")}
      onClick={() => openTab(name)}
      onKeyDown={moveFocus}
    >
      <Icon aria-hidden />
      {label}
    </button>
  );
}

const MOVES: Readonly<Record<string, (place: number, count: number) => number>> = {
  ArrowRight: (place, count) => (place + 1) % count,
  ArrowLeft: (place, count) => (place - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Arrows lead from tab to tab; Enter opens the one that has the focus. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const move = MOVES[event.key];
  if (!move) return;
  event.preventDefault();
  const tabs = [...(event.currentTarget.parentElement?.querySelectorAll<HTMLElement>("[role='tab']") ?? [])];
  tabs[move(tabs.indexOf(event.currentTarget), tabs.length)]?.focus();
}

/** As many tabs as fit, with the open one for the last of them if it would be left out. */
function arranged(fitting: number, open: TabName): Record<"shown" | "more", readonly TabDefinition[]> {
  const shown = TABS.slice(0, fitting);
  const here = TABS.find(({ name }) => name === open);
  if (here && !shown.includes(here)) shown.splice(-1, 1, here);
  return { shown, more: TABS.filter((tab) => !shown.includes(tab)) };
}
