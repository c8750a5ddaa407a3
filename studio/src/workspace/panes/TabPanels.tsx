import { ErrorBoundary } from "@sayso/app-kit";
import { Activity, memo, type ReactNode, Suspense, useState } from "react";
import { type Workspace, WorkspaceContext } from "../state/context";
import type { TabName } from "../tab-names";
import { TABS, type TabDefinition } from "../tabs";
import { TabSkeleton } from "./TabSkeleton";
import { useKeptScroll } from "./use-kept-scroll";

interface TabPanelsProps {
  readonly open: TabName;
  readonly shared: Workspace;
  /** Id of the tab list that they belong to; none where there is no such list. */
  readonly list: string | null;
}

/** What the tabs show. One that was opened stays as it was left, and rests until it is opened again. */
export function TabPanels({ open, shared, list }: TabPanelsProps): ReactNode {
  const visited = useVisited(open);
  return TABS.map((tab) => (
    <Panel
      key={tab.name}
      tab={tab}
      isOpen={tab.name === open}
      isVisited={visited.has(tab.name)}
      shared={shared}
      list={list}
    />
  ));
}

function useVisited(open: TabName): ReadonlySet<TabName> {
  const [visited, setVisited] = useState<ReadonlySet<TabName>>(() => new Set([open]));
  if (visited.has(open)) return visited;
  const now = new Set([...visited, open]);
  setVisited(now);
  return now;
}

interface PanelProps {
  readonly tab: TabDefinition;
  readonly isOpen: boolean;
  readonly isVisited: boolean;
  readonly shared: Workspace;
  readonly list: string | null;
}

/** A hidden panel keeps the state that it last saw, so that news of a session redraw what is looked at only. */
const Panel = memo(DrawnPanel, (before, after) => {
  const isAsleep = !before.isOpen && !after.isOpen;
  return isAsleep || (before.isOpen === after.isOpen && before.shared === after.shared && before.list === after.list);
});

function DrawnPanel({ tab, isOpen, isVisited, shared, list }: PanelProps): ReactNode {
  const panel = useKeptScroll(isOpen);
  const named = list ? { role: "tabpanel", "aria-labelledby": `${list}-${tab.name}` } : { "aria-label": tab.label };
  return (
    <section {...named} id={panelId(list, tab.name)} ref={panel} className="tab-panel" hidden={!isOpen}>
      {(isVisited || isOpen) && (
        <Activity mode={isOpen ? "visible" : "hidden"}>
          <WorkspaceContext value={shared}>
            <ErrorBoundary>
              <Suspense fallback={<TabSkeleton shape={tab.shape} label={tab.label} />}>
                <tab.Shown />
              </Suspense>
            </ErrorBoundary>
          </WorkspaceContext>
        </Activity>
      )}
    </section>
  );
}

export function panelId(list: string | null, tab: TabName): string | undefined {
  return list ? `${list}-${tab}-panel` : undefined;
}
