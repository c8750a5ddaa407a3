import { type ApiError, toast } from "@sayso/app-kit";
import type { UseMutationResult } from "@tanstack/react-query";
import { removeBot, restoreBot } from "../calls";
import { useAct } from "../queries";
import type { BotLine } from "../types";

/** Removes a bot, with a way back. */
export function useRemoveBot(
  { id, name, asked }: Pick<BotLine, "id" | "name" | "asked">,
  gone?: () => void,
): UseMutationResult<unknown, ApiError, void> {
  const called = name || asked;
  const restore = useAct(() => restoreBot(id), {
    done: () => toast(`“${called}” is back. It rests until it is activated.`),
  });
  return useAct(() => removeBot(id), {
    done: () => {
      gone?.();
      toast(`“${called}” is removed and runs no more.`, { undo: () => restore.mutate() });
    },
  });
}
