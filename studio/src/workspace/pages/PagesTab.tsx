import { EmptyState } from "@sayso/app-kit";
import { LayoutPanelLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { componentTitle } from "../../spec/components";
import { nodeAt } from "../../spec/layout/nodes";
import type { Device } from "../../spec/layout/placement";
import { addPage } from "../../spec/page-edits";
import type { AppSpec, Page } from "../../spec/types";
import { AddLine } from "../editing/AddLine";
import { EditingProvider } from "../editing/editing";
import { ReadOnlyNotice } from "../editing/Small";
import { useWorkspace } from "../state/context";
import { Canvas } from "./canvas/Canvas";
import { type Designer, DesignerContext } from "./designer";
import { PageList } from "./list/PageList";
import { Panes } from "./Panes";
import { Properties } from "./properties/Properties";
import { Drawers } from "./tree/Drawers";
import { LayoutTree } from "./tree/LayoutTree";
import { type Choosing, useChosen } from "./use-chosen";
import { useLayout } from "./use-layout";
import { nodeLabel } from "./words";

/** Pages and what stands on them, to rearrange by hand. */
export default function PagesTab(): ReactNode {
  const { spec } = useWorkspace();
  const choosing = useChosen(spec);
  return (
    <EditingProvider>
      {choosing.page ? <Design spec={spec} page={choosing.page} choosing={choosing} /> : <NoPages spec={spec} />}
    </EditingProvider>
  );
}

interface DesignProps {
  readonly spec: AppSpec;
  readonly page: Page;
  readonly choosing: Choosing;
}

function Design({ spec, page, choosing }: DesignProps): ReactNode {
  const { mayEdit } = useWorkspace();
  const { layout, lay, reasons, forget, near } = useLayout(spec, page);
  const [device, chooseDevice] = useState<Device>("desktop");
  const { chosen, choose, choosePage, chooseDrawer, goal } = choosing;
  const path = near(chosen.path);
  const designer: Designer = {
    spec,
    page,
    layout,
    path,
    choose: (next) => {
      forget();
      choose(next, layout);
    },
    drawer: chosen.drawer,
    chooseDrawer,
    device,
    chooseDevice,
    mayEdit,
    lay: (next, to, before) => {
      choose(to, next);
      return lay(next, before);
    },
    reasons,
  };
  const node = nodeAt(layout, path);
  const name = chosen.drawer
    ? componentTitle(chosen.drawer)
    : path.length === 0 || !node
      ? page.title
      : nodeLabel(node);
  return (
    <DesignerContext value={designer}>
      <Panes
        chosen={name}
        structure={
          <>
            <ReadOnlyNotice />
            <PageList spec={spec} chosen={page.id} onChoose={choosePage} />
            <h2 className="pages-heading">On this page</h2>
            <LayoutTree key={page.id} focusTurn={goal?.focus ? goal.turn : 0} />
            <Drawers />
          </>
        }
        canvas={<Canvas />}
        properties={<Properties />}
      />
    </DesignerContext>
  );
}

function NoPages({ spec }: { readonly spec: AppSpec }): ReactNode {
  return (
    <div className="pages-none">
      <ReadOnlyNotice />
      <EmptyState
        icon={<LayoutPanelLeft aria-hidden />}
        title="No pages yet"
        actions={
          <AddLine label="Title of the first page" button="Add page" edits={(title) => addPage(spec, title).edits} />
        }
      >
        Pages are what people open in the application. Describe what you need in the conversation, or add one here.
      </EmptyState>
    </div>
  );
}
