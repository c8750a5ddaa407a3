import type { Permission } from "../api/me";

export type TabName = "overview" | "data" | "people" | "builders" | "settings" | "revisions";

interface TabWords {
  readonly name: TabName;
  readonly label: string;
  readonly needs: Permission;
}

const TABS: readonly TabWords[] = [
  { name: "overview", label: "Overview", needs: "modules:read" },
  { name: "data", label: "Data", needs: "data:read" },
  { name: "people", label: "People and roles", needs: "people:read" },
  { name: "builders", label: "Builders", needs: "modules:read" },
  { name: "settings", label: "Settings", needs: "modules:read" },
  { name: "revisions", label: "Revisions", needs: "modules:read" },
];

/** The tabs of a module that somebody with these permissions sees. */
export function tabsFor(permissions: readonly string[]): readonly TabWords[] {
  return TABS.filter(({ needs }) => permissions.includes(needs));
}

/** The tab of an address; the overview where there is none of that name. */
export function tabOf(name: string | undefined): TabName {
  return TABS.find((one) => one.name === name)?.name ?? "overview";
}

/** What every tab is given. */
export interface TabProps {
  readonly module: import("./queries").ModuleLine;
}
