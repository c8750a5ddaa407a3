import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import { Panel } from "../../shell/Panel";
import { Waiting } from "../list/Waiting";
import { Allowed } from "../review/Allowed";
import { authorWords } from "../shared/authors";
import type { BotView } from "../types";
import { Figures } from "./Figures";
import { LastRuns } from "./LastRuns";
import type { TabProps } from "./tabs";
import { WayOut } from "./WayOut";

/** How a bot does: what is to be known, its figures and last runs, when it runs, and what it reaches. */
export default function Overview({ bot }: TabProps): ReactNode {
  return (
    <>
      <WayOut bot={bot} />
      <Waiting bot={bot.id} />
      <Figures bot={bot} />
      <LastRuns bot={bot} />
      <div className="bot-pair">
        <When bot={bot} />
        <Panel title="What it may reach" lead={`In the name of ${bot.owner?.name ?? "nobody: its owner is gone"}.`}>
          <Allowed reaches={bot.reaches} owner={bot.owner?.name ?? ""} />
        </Panel>
      </div>
      <p className="text-sm text-muted">
        {bot.version !== null && `Version ${bot.version}, ${authorWords(bot.author)}. `}
        Made <Moment at={bot.created_at} />
        {bot.asked && <span dir="auto"> from “{bot.asked}”</span>}.
      </p>
    </>
  );
}

function When({ bot }: { readonly bot: BotView }): ReactNode {
  const on = bot.triggers.filter((one) => one.is_on && one.kind !== "manual");
  return (
    <Panel
      title="What sets it off"
      actions={
        <Link to="/bots/$bot/{-$tab}" params={{ bot: bot.id, tab: "triggers" }} className="link">
          Triggers
        </Link>
      }
    >
      <ul className="bot-facts">
        {on.map(({ id, words, next_at: next }) => (
          <li key={id}>
            <span dir="auto">
              <span className="inline-block first-letter:uppercase">{words}</span>
              {next && (
                <span className="text-muted">
                  , next <Moment at={next} />
                </span>
              )}
            </span>
          </li>
        ))}
        {on.length === 0 && <li>Only somebody who runs it.</li>}
      </ul>
    </Panel>
  );
}
