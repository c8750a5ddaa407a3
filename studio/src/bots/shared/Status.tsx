import { Badge } from "@sayso/app-kit";
import type { ReactNode } from "react";
import type { BotView, RunState } from "../types";
import { besides, STATES, sayingOf } from "./states";

/** How a bot stands, in words and a colour. */
export function Status({ bot }: { readonly bot: Pick<BotView, "status" | "stage" | "version"> }): ReactNode {
  const { word, tone } = sayingOf(bot);
  const more = besides(bot);
  return (
    <>
      <Badge tone={tone}>{word}</Badge>
      {more && <Badge tone={more.tone}>{more.word}</Badge>}
    </>
  );
}

/** How a run stands. */
export function RunBadge({ state }: { readonly state: RunState }): ReactNode {
  const { word, tone } = STATES[state];
  return <Badge tone={tone}>{word}</Badge>;
}
