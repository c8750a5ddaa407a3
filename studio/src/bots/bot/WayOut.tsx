import { Button, Notice } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Confirm } from "../review/Activate";
import { besides } from "../shared/states";
import type { BotView } from "../types";

/** What somebody should know about a bot, and what they can do about it. */
export function WayOut({ bot }: { readonly bot: BotView }): ReactNode {
  const { status, notice, candidate, version, owner, may_edit: mayEdit } = bot;
  const [isAsking, ask] = useState(false);
  const ready = candidate !== null && candidate !== version;
  const more = besides(bot);
  return (
    <>
      {!owner && (
        <Notice tone="warning" title="Nobody owns it any more, so it does not run.">
          {mayEdit && <Way bot={bot} tab="settings" text="Take it over in its settings" />}
        </Notice>
      )}
      {status === "error" && (
        <Notice tone="danger" title={notice || "It failed again and again, and was paused by itself."}>
          {mayEdit && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-2">
              <Button size="small" onClick={() => ask(true)}>
                Activate again
              </Button>
              <Way bot={bot} tab="runs" text="Look at its runs" />
              <Way bot={bot} tab="talk" text="Say what should be different" />
            </div>
          )}
        </Notice>
      )}
      {status !== "error" && notice && <Notice tone="warning" title={notice} />}
      {(more || ready) && (
        <Notice title={more?.word ?? `Version ${candidate} waits to be looked at`}>
          {mayEdit &&
            (ready ? (
              <Way bot={bot} tab="review" text={`Review version ${candidate}`} />
            ) : (
              <Way bot={bot} tab="talk" text="To the conversation" />
            ))}
        </Notice>
      )}
      {isAsking && <Confirm bot={bot} number={null} onClose={() => ask(false)} />}
    </>
  );
}

function Way({ bot, tab, text }: { readonly bot: BotView; readonly tab: string; readonly text: string }): ReactNode {
  return (
    <Link to="/bots/$bot/{-$tab}" params={{ bot: bot.id, tab }} className="link">
      {text}
    </Link>
  );
}
