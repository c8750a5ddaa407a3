import { createContext, useContext } from "react";
import type { Reason } from "../../spec/diagnostics";
import type { Container, Path } from "../../spec/layout/nodes";
import type { Device } from "../../spec/layout/placement";
import type { AppSpec, Edit, Page } from "../../spec/types";

/** What the parts of the pages tab share about the page that is shown. */
export interface Designer {
  readonly spec: AppSpec;
  readonly page: Page;
  /** The layout as it will be: that of the page, or the change of it that is on its way. */
  readonly layout: Container;
  /** The chosen part of the layout; the root stands for the page. */
  readonly path: Path;
  readonly choose: (path: Path) => void;
  /** The component that was chosen among those that open in a drawer. */
  readonly drawer: string | null;
  readonly chooseDrawer: (name: string) => void;
  readonly device: Device;
  readonly chooseDevice: (device: Device) => void;
  readonly mayEdit: boolean;
  /** Gives the page another layout, with other edits before it, and chooses a part of it. */
  readonly lay: (layout: Container, path: Path, before?: readonly Edit[]) => Promise<boolean>;
  /** Why the last layout was refused. */
  readonly reasons: readonly Reason[];
}

export const DesignerContext = createContext<Designer | null>(null);

/** The page that this part of the tab is about. */
export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (!designer) throw new Error("This is not inside a page designer.");
  return designer;
}
