import { useCallback, useMemo } from "react";
import { createHooks } from "../data/hooks";
import { serviceOf } from "../data/service";
import type { AnyEntity, AnyRow } from "../definition/entity";
import { useFormat } from "../format/use-format";
import { toast, toastError } from "../ui/toast";
import { titleOf } from "./title";

/** Deletes a row and offers to bring it back. */
export function useDeleteWithUndo(entity: AnyEntity): (row: AnyRow, onDeleted?: () => void) => void {
  const format = useFormat();
  const hooks = useMemo(() => createHooks(serviceOf(entity)), [entity]);
  const { mutate: remove } = hooks.useDelete();
  const { mutate: restore } = hooks.useRestore();
  return useCallback(
    (row, onDeleted) =>
      remove(row.id, {
        onSuccess: () => {
          onDeleted?.();
          toast(`${entity.label} deleted`, {
            description: titleOf(entity, row, format),
            undo: () => restore(row.id, { onError: toastError }),
          });
        },
        onError: toastError,
      }),
    [entity, format, remove, restore],
  );
}
