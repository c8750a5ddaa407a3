import type { BotView } from "../types";

export const TABS = [
  ["overview", "Overview"],
  ["runs", "Runs"],
  ["talk", "Conversation"],
  ["review", "Review"],
  ["triggers", "Triggers"],
  ["code", "Code"],
  ["versions", "Versions"],
  ["settings", "Settings"],
] as const;

export type TabName = (typeof TABS)[number][0];

/** What every tab is given. */
export interface TabProps {
  readonly bot: BotView;
  /** What was said while it is made, the newest last. */
  readonly lines: readonly string[];
}

/** The tabs that a bot has by now; one that was never made has its conversation only. */
export function tabsOf({ version, candidate, may_edit: mayEdit }: BotView): readonly (typeof TABS)[number][] {
  const isMade = version !== null || candidate !== null;
  return TABS.filter(([name]) => {
    if (name === "overview") return true;
    if (name === "talk") return version !== null && mayEdit;
    if (name === "review") return version !== null && candidate !== null && candidate !== version;
    return isMade;
  });
}
