import { Button, toast } from "@sayso/app-kit";
import { Pause, Play, Power } from "lucide-react";
import { type ReactNode, useState } from "react";
import { pauseBot } from "../calls";
import { useBotAct } from "../queries";
import { Confirm } from "../review/Activate";
import type { BotView } from "../types";
import { RunNow } from "./RunNow";

/** What is done most with a bot: running it now, pausing it, and switching it on again. */
export function Actions({ bot }: { readonly bot: BotView }): ReactNode {
  const [shown, show] = useState<"run" | "activate" | null>(null);
  const pause = useBotAct(() => pauseBot(bot.id), { done: () => toast(`“${bot.name}” is paused.`) });
  const close = () => show(null);
  if (!bot.may_edit || bot.version === null) return null;
  const isActive = bot.status === "active";
  return (
    <>
      {isActive && (
        <Button icon={<Pause aria-hidden />} busy={pause.isPending} onClick={() => pause.mutate()}>
          Pause
        </Button>
      )}
      <Button variant={isActive ? "primary" : "secondary"} icon={<Play aria-hidden />} onClick={() => show("run")}>
        Run now
      </Button>
      {!isActive && (
        <Button variant="primary" icon={<Power aria-hidden />} onClick={() => show("activate")}>
          Activate
        </Button>
      )}
      {shown === "run" && <RunNow bot={bot} onClose={close} />}
      {shown === "activate" && <Confirm bot={bot} number={null} onClose={close} />}
    </>
  );
}
