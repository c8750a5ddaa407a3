import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { durationText } from "../../programs/figures";
import { Panel } from "../../shell/Panel";
import { useRuns } from "../queries";
import { clockText } from "../shared/figures";
import { STATES } from "../shared/states";
import type { BotView, RunLine } from "../types";

const SHOWN = 40;

/** The last runs side by side, the newest at the end: how each ended, by colour and height. */
export function LastRuns({ bot }: { readonly bot: BotView }): ReactNode {
  const { items } = useRuns({ bot: bot.id }, SHOWN);
  if (!items?.length) return null;
  const longest = Math.max(...items.map(({ seconds }) => seconds), 0.001);
  return (
    <Panel
      title="Last runs"
      actions={
        <Link to="/bots/$bot/{-$tab}" params={{ bot: bot.id, tab: "runs" }} className="link">
          All runs
        </Link>
      }
    >
      <ul className="bot-strip" aria-label="Last runs, the oldest first">
        {[...items].reverse().map((run) => (
          <li key={run.id}>
            <Bar run={run} share={run.seconds / longest} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Bar({ run, share }: { readonly run: RunLine; readonly share: number }): ReactNode {
  const { word, tone } = STATES[run.state];
  const words = `${word}, ${clockText(run.created_at)}, ${durationText(run.seconds)}`;
  return (
    <Link
      to="/bots/$bot/runs/$run"
      params={{ bot: run.bot_id, run: run.id }}
      className="bot-bar"
      data-tone={tone}
      aria-label={words}
      title={words}
    >
      <span style={{ blockSize: `${20 + 80 * share}%` }} />
    </Link>
  );
}
