import type { ReactNode } from "react";
import type { TabProps } from "../bot/tabs";
import { ConfigPanel } from "./ConfigPanel";
import { KeptPanel } from "./KeptPanel";
import { NamePanel } from "./NamePanel";
import { OwnerPanel } from "./OwnerPanel";
import { PolicyPanel } from "./PolicyPanel";
import { RemovePanel } from "./RemovePanel";

/** How a bot is set up: its name and values, how it is run, whose it is, what it remembers. */
export default function Settings({ bot }: TabProps): ReactNode {
  return (
    <div className="bot-settings">
      <NamePanel key={`${bot.name} ${bot.description}`} bot={bot} />
      {bot.config_fields.length > 0 && <ConfigPanel key={JSON.stringify(bot.config)} bot={bot} />}
      <PolicyPanel key={JSON.stringify(bot.policy)} bot={bot} />
      <OwnerPanel bot={bot} />
      <KeptPanel bot={bot} />
      {bot.may_edit && <RemovePanel bot={bot} />}
    </div>
  );
}
