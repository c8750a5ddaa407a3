import { useMedia } from "@sayso/app-kit";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import { Conversation } from "../conversation/Conversation";
import type { Workspace } from "../state/context";
import type { TabName } from "../tab-names";
import { tabOf } from "../tabs";
import { PaneSwitch } from "./PaneSwitch";
import { TabList } from "./TabList";
import { TabPanels } from "./TabPanels";

/** From this width on the conversation stands beside the tabs. */
export const WIDE = "(min-width: 1024px)";

/** The conversation and the tabs: side by side where there is room, otherwise one at a time. */
export function Panes({ shared }: { readonly shared: Workspace }): ReactNode {
  const { tab } = useParams({ from: "/sessions/$session/{-$tab}" });
  const isWide = useMedia(WIDE);
  const open = tabOf(tab).name;
  return (
    <main id="content" tabIndex={-1} className="workspace-main">
      {isWide ? (
        <Beside open={open} shared={shared} />
      ) : (
        <OneAtATime open={tab === undefined ? null : open} shared={shared} />
      )}
    </main>
  );
}

interface PanesProps<Open> {
  readonly open: Open;
  readonly shared: Workspace;
}

function Beside({ open, shared }: PanesProps<TabName>): ReactNode {
  const list = useId();
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: "workspace", storage: localStorage });
  return (
    <Group
      id="workspace"
      className="workspace-panes"
      onLayoutChanged={onLayoutChanged}
      {...(defaultLayout ? { defaultLayout } : {})}
    >
      <Panel id="conversation" className="workspace-pane" defaultSize="32%" minSize={320} maxSize="60%">
        <Conversation />
      </Panel>
      <Separator className="workspace-separator" aria-label="Width of the conversation" />
      <Panel id="tabs" className="workspace-pane" minSize={360}>
        <div className="workspace-parts">
          <TabList id={list} open={open} />
          <div className="workspace-panels">
            <TabPanels open={open} shared={shared} list={list} />
          </div>
        </div>
      </Panel>
    </Group>
  );
}

function OneAtATime({ open, shared }: PanesProps<TabName | null>): ReactNode {
  return (
    <div className="workspace-single">
      <div className="workspace-pane" hidden={open !== null}>
        <Conversation />
      </div>
      <div className="workspace-panels" hidden={open === null}>
        {open !== null && <TabPanels open={open} shared={shared} list={null} />}
      </div>
      <PaneSwitch open={open} />
    </div>
  );
}
