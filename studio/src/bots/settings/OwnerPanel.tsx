import { Button, toast } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { useMay, useMe } from "../../api/me";
import { Asking } from "../../shell/Asking";
import { Panel } from "../../shell/Panel";
import { changeBot } from "../calls";
import { useBotAct } from "../queries";
import type { BotView } from "../types";

/** In whose name a bot acts, and the way to act in one's own. */
export function OwnerPanel({ bot }: { readonly bot: BotView }): ReactNode {
  const [isAsking, ask] = useState(false);
  const { data: me } = useMe();
  const mayTake = useMay("modules:write") && (bot.may_edit || !bot.owner);
  const take = useBotAct(() => changeBot(bot.id, { own: true }), {
    done: () => {
      toast("It acts in your name from now on.");
      ask(false);
    },
    isQuiet: true,
  });
  const isMine = bot.owner !== null && bot.owner.id === me?.user.id;
  return (
    <Panel title="Owner">
      <div className="bot-pad">
        <p dir="auto">
          {bot.owner
            ? `It acts in the name of ${isMine ? "you" : bot.owner.name}: it may do at most what ${isMine ? "you" : "they"} may do.`
            : "Its owner is gone, so it does not run. Whoever takes it over lends it their rights."}
        </p>
        {mayTake && !isMine && (
          <div>
            <Button size="small" onClick={() => ask(true)}>
              Take it over
            </Button>
          </div>
        )}
      </div>
      {isAsking && (
        <Asking
          title={`Take over “${bot.name}”?`}
          text="From now on it acts in your name: it reaches what you may reach in the applications it works with, and no more."
          verb="Take it over"
          keep="Leave it"
          change={take}
          onClose={() => ask(false)}
        />
      )}
    </Panel>
  );
}
