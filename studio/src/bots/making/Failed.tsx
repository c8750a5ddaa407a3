import { Button, Notice } from "@sayso/app-kit";
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { BotView, Said } from "../types";

/** Talking to a bot, as the parts of its conversation share it. */
export type Saying = Pick<UseMutationResult<BotView, unknown, Said>, "mutate" | "isPending">;

/** Why nothing could be made, with what to say instead. */
export function Failed({ bot, say }: { readonly bot: BotView; readonly say: Saying }): ReactNode {
  return (
    <Notice tone="warning" title={bot.notice || "This could not be made."}>
      {bot.may_edit && bot.suggestions.length > 0 && (
        <div className="grid gap-2 pt-2">
          <p>Perhaps one of these:</p>
          <div className="flex flex-wrap gap-2">
            {bot.suggestions.map((text) => (
              <Button
                key={text}
                size="small"
                className="bot-long"
                disabled={say.isPending}
                onClick={() => say.mutate({ text })}
              >
                <span dir="auto">{text}</span>
              </Button>
            ))}
          </div>
        </div>
      )}
    </Notice>
  );
}
