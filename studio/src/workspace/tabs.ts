import {
  Braces,
  Database,
  Eye,
  GitBranch,
  History,
  LayoutPanelLeft,
  type LucideIcon,
  PieChart,
  Rocket,
  Shield,
} from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { TabName } from "./tab-names";

/** A step of the way from words to a running module. */
export type StepName = "chat" | "spec" | "code" | "review";

/** The shape that a tab's outline has while it is loaded. */
export type Shape = "canvas" | "list" | "table" | "editor";

/** A tab of the workspace; what it shows is loaded when it is first opened. */
export interface TabDefinition {
  readonly name: TabName;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly step: Exclude<StepName, "chat">;
  readonly shape: Shape;
  readonly Shown: LazyExoticComponent<ComponentType>;
}

export const TABS: readonly TabDefinition[] = [
  {
    name: "preview",
    label: "Preview",
    icon: Eye,
    step: "spec",
    shape: "canvas",
    Shown: lazy(() => import("./preview/PreviewTab")),
  },
  {
    name: "data",
    label: "Data",
    icon: Database,
    step: "spec",
    shape: "canvas",
    Shown: lazy(() => import("./data/DataTab")),
  },
  {
    name: "pages",
    label: "Pages",
    icon: LayoutPanelLeft,
    step: "spec",
    shape: "editor",
    Shown: lazy(() => import("./pages/PagesTab")),
  },
  {
    name: "flow",
    label: "Flow",
    icon: GitBranch,
    step: "spec",
    shape: "canvas",
    Shown: lazy(() => import("./flow/FlowTab")),
  },
  {
    name: "permissions",
    label: "Permissions",
    icon: Shield,
    step: "spec",
    shape: "table",
    Shown: lazy(() => import("./permissions/PermissionsTab")),
  },
  {
    name: "reports",
    label: "Reports",
    icon: PieChart,
    step: "spec",
    shape: "list",
    Shown: lazy(() => import("./reports/ReportsTab")),
  },
  {
    name: "code",
    label: "Code",
    icon: Braces,
    step: "code",
    shape: "editor",
    Shown: lazy(() => import("./code/CodeTab")),
  },
  {
    name: "history",
    label: "History",
    icon: History,
    step: "review",
    shape: "list",
    Shown: lazy(() => import("./history/HistoryTab")),
  },
  {
    name: "review",
    label: "Review",
    icon: Rocket,
    step: "review",
    shape: "list",
    Shown: lazy(() => import("./review/ReviewTab")),
  },
];

/** The tab of an address; the preview where it names none. */
export function tabOf(name: string | undefined): TabDefinition {
  return TABS.find((tab) => tab.name === name) ?? (TABS[0] as TabDefinition);
}

/** The step that an address is at; the conversation where no tab is named. */
export function stepOf(name: string | undefined): StepName {
  return name === undefined ? "chat" : tabOf(name).step;
}
