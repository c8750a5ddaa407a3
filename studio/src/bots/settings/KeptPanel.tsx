import { IconButton, LoadProblem, toast } from "@sayso/app-kit";
import { Eraser } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Asking } from "../../shell/Asking";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { clearKept } from "../calls";
import { useAct, useKept } from "../queries";
import { brief, readable } from "../shared/json";
import type { BotView, Kept } from "../types";

/** What a bot remembers from run to run, with a way to have it forget. */
export function KeptPanel({ bot }: { readonly bot: BotView }): ReactNode {
  const { data, error, refetch } = useKept(bot.id);
  if (!bot.may_edit && !bot.policy.shared) return null;
  return (
    <Panel title="What it remembers" lead="Kept from run to run.">
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <RowsSkeleton label="what it remembers" />}
      {data?.length === 0 && <p className="panel-empty">Nothing yet.</p>}
      {!!data?.length && (
        <ul className="rows" aria-label="What it remembers">
          {data.map((kept) => (
            <KeptRow key={kept.key} bot={bot} kept={kept} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function KeptRow({ bot, kept }: { readonly bot: BotView; readonly kept: Kept }): ReactNode {
  const [isAsking, ask] = useState(false);
  const clear = useAct(() => clearKept(bot.id, kept.key), {
    done: () => {
      toast(`“${kept.key}” is forgotten.`);
      ask(false);
    },
    isQuiet: true,
  });
  return (
    <li className="row">
      <div className="row-link">
        <div className="grid min-w-0">
          <code className="truncate">{kept.key}</code>
          <span className="row-note" title={readable(kept.value).slice(0, 1_000)}>
            {brief(kept.value)}
          </span>
        </div>
      </div>
      {bot.may_edit && (
        <IconButton label={`Forget ${kept.key}`} onClick={() => ask(true)}>
          <Eraser aria-hidden />
        </IconButton>
      )}
      {isAsking && (
        <Asking
          title={`Forget “${kept.key}”?`}
          text="The next run begins as if it had never been there. This cannot be taken back."
          verb="Forget it"
          keep="Keep it"
          change={clear}
          onClose={() => ask(false)}
        />
      )}
    </li>
  );
}
