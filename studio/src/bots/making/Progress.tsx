import { Button } from "@sayso/app-kit";
import { CircleStop, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import { stopMaking } from "../calls";
import { useBotAct } from "../queries";
import type { BotView, Stage } from "../types";

const DOING: Readonly<Partial<Record<Stage, string>>> = {
  reading: "Reading what it has to do",
  writing: "Writing it",
  testing: "Trying it out in a made-up world",
  healing: "Finding out why it failed, and mending it",
};

/** What is being done right now, and before that, with a way to end it. */
export function Progress({ bot, lines }: { readonly bot: BotView; readonly lines: readonly string[] }): ReactNode {
  const stop = useBotAct(() => stopMaking(bot.id));
  const now = bot.progress || lines.at(-1) || DOING[bot.stage] || "Working on it";
  const before = lines.filter((line) => line !== now);
  return (
    <div className="bot-progress">
      {before.length > 0 && (
        <ul>
          {before.map((line) => (
            <li key={line} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      )}
      <p className="bot-now" role="status" dir="auto">
        <LoaderCircle className="spin" aria-hidden /> {now}
      </p>
      {bot.may_edit && (
        <div>
          <Button size="small" icon={<CircleStop aria-hidden />} busy={stop.isPending} onClick={() => stop.mutate()}>
            Stop
          </Button>
        </div>
      )}
    </div>
  );
}
