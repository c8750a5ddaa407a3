import { type ApiError, toast, toastError } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { removeBlock, restoreBlock } from "../calls";
import { dropBlock, keys, putBlock } from "../queries";
import type { BlockView } from "../types";

/** Removes a block, with a way back. */
export function useRemoveBlock(block: BlockView): UseMutationResult<unknown, ApiError, void> {
  const client = useQueryClient();
  const { id, dashboard_id: dashboard } = block;
  const name = block.title ? `“${block.title}”` : "The block";
  const undo = () => {
    restoreBlock(id)
      .then((back) => putBlock(client, dashboard, back))
      .then(() => client.invalidateQueries({ queryKey: keys.dashboard(dashboard) }))
      .catch(toastError);
  };
  return useMutation<unknown, ApiError, void>({
    mutationFn: () => removeBlock(id),
    onSuccess: () => {
      dropBlock(client, dashboard, id);
      toast(`${name} is removed.`, { undo });
      void client.invalidateQueries({ queryKey: keys.list });
    },
    onError: toastError,
  });
}
