import { IconButton, Menu, MenuItem, MenuSeparator } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { Ellipsis, Pause, Play, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import { activateBot, pauseBot } from "../calls";
import { useBotAct } from "../queries";
import { shareText } from "../shared/figures";
import { Status } from "../shared/Status";
import { STATES } from "../shared/states";
import type { BotLine } from "../types";
import { useRemoveBot } from "./use-remove";

/** A bot in the list: what it does, what sets it off, how it has been doing, when it runs next. */
export function BotRow({ bot }: { readonly bot: BotLine }): ReactNode {
  const { id, name, description, asked, may_edit: mayEdit } = bot;
  const note = [description, asked].find((one) => one && one !== (name || asked));
  return (
    <li className="row bot-row">
      <Link to="/bots/$bot/{-$tab}" params={{ bot: id, tab: undefined }} className="row-link" data-row>
        <span className="grid min-w-0">
          <span className="truncate" dir="auto">
            {name || asked}
          </span>
          {note && (
            <span className="row-note" dir="auto">
              {note}
            </span>
          )}
          <span className="row-note bot-row-when" dir="auto">
            {triggerWords(bot)}
          </span>
        </span>
      </Link>
      <div className="bot-row-state">
        <Status bot={bot} />
      </div>
      <LastRuns bot={bot} />
      {mayEdit && <RowMenu bot={bot} />}
    </li>
  );
}

/** What sets a bot off, in a line. */
export function triggerWords({ triggers, version }: BotLine): string {
  const words = triggers.filter((one) => one.is_on && one.kind !== "manual").map((one) => one.words);
  if (words.length > 0) return words.join(" · ");
  return version === null ? "" : "When somebody runs it";
}

function LastRuns({ bot: { counters, next_run_at: next } }: { readonly bot: BotLine }): ReactNode {
  const { last_run_at: last, last_state: state } = counters;
  const share = shareText(counters);
  if (!last && !next) return <p className="bot-row-runs" />;
  return (
    <p className="bot-row-runs">
      {last && (
        <span>
          {state ? STATES[state].word : "Ran"} <Moment at={last} />
        </span>
      )}
      <span className="text-faint">
        {share && `${share} succeed`}
        {share && next && " · "}
        {next && (
          <>
            next <Moment at={next} />
          </>
        )}
      </span>
    </p>
  );
}

function RowMenu({ bot }: { readonly bot: BotLine }): ReactNode {
  const { id, name, asked, status, version } = bot;
  const pause = useBotAct(() => pauseBot(id));
  const resume = useBotAct(() => activateBot(id, null));
  const remove = useRemoveBot(bot);
  return (
    <Menu
      trigger={
        <IconButton label={`${name || asked}, actions`}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {status === "active" && (
        <MenuItem icon={<Pause aria-hidden />} onSelect={() => pause.mutate()}>
          Pause
        </MenuItem>
      )}
      {version !== null && (status === "paused" || status === "error") && (
        <MenuItem icon={<Play aria-hidden />} onSelect={() => resume.mutate()}>
          Activate again
        </MenuItem>
      )}
      {version !== null && status !== "draft" && <MenuSeparator />}
      <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => remove.mutate()}>
        Remove
      </MenuItem>
    </Menu>
  );
}
