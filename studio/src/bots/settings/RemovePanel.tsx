import { Button } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Panel } from "../../shell/Panel";
import { useRemoveBot } from "../list/use-remove";
import type { BotView } from "../types";

/** The end of a bot, with a way back right after. */
export function RemovePanel({ bot }: { readonly bot: BotView }): ReactNode {
  const navigate = useNavigate();
  const remove = useRemoveBot(bot, () => void navigate({ to: "/bots" }));
  return (
    <Panel title="Remove" lead="Its runs end, its addresses answer no more.">
      <div className="bot-pad">
        <div>
          <Button
            variant="danger"
            size="small"
            icon={<Trash2 aria-hidden />}
            busy={remove.isPending}
            onClick={() => remove.mutate()}
          >
            Remove the bot
          </Button>
        </div>
      </div>
    </Panel>
  );
}
