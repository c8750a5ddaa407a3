import { type ApiError, toast, toastError } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { changeBlock } from "../calls";
import { dropBlock } from "../queries";
import type { BlockView } from "../types";

interface Move {
  readonly dashboard: string;
  readonly name: string;
  readonly confirm: boolean;
}

/** Moves a block to another dashboard, with a way back. */
export function useMoveBlock(block: BlockView, done: () => void): UseMutationResult<BlockView, ApiError, Move> {
  const client = useQueryClient();
  const { id, dashboard_id: before, title } = block;
  const renew = () => client.invalidateQueries({ queryKey: ["dashboards"] });
  const undo = () => {
    changeBlock(id, { dashboard_id: before, confirm: true }).then(renew).catch(toastError);
  };
  return useMutation<BlockView, ApiError, Move>({
    mutationFn: ({ dashboard, confirm }) => changeBlock(id, { dashboard_id: dashboard, confirm }),
    onSuccess: (_, { name }) => {
      dropBlock(client, before, id);
      toast(`“${title || "The new block"}” is on “${name}” now.`, { undo });
      void renew();
      done();
    },
  });
}
