import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { serviceOf } from "../../data/service";
import { useSession } from "../../data/session";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { accessOf } from "../../entity/access";
import { titleOf } from "../../entity/title";
import { useFormat } from "../../format/use-format";
import { toast, toastError } from "../../ui/toast";
import { columnOf, type Move, type Mover, verdictOf, wayBack } from "./moves";
import type { BoardColumnData } from "./use-columns";

/** A card on its way: shown where it goes until the server has answered. */
export interface UnderWay {
  readonly row: AnyRow;
  readonly from: string | null;
  readonly to: string | null;
}

/** Who looks at the board, and what they may move. */
export function useMover(entity: AnyEntity): Mover {
  const { data: session } = useSession();
  return useMemo(() => {
    const role = session?.role?.name ?? null;
    return {
      role,
      access: accessOf(entity, role),
      roleLabel: (name) => session?.roles.find((each) => each.name === name)?.label ?? name,
    };
  }, [entity, session]);
}

/** Moves cards at once on screen and then on the server; a refused card returns and says why. */
export function useMoves(entity: AnyEntity, groupBy: string, mover: Mover) {
  const client = useQueryClient();
  const format = useFormat();
  const [underWay, setUnderWay] = useState<ReadonlyMap<string, UnderWay>>(new Map());

  const carryOut = useCallback(
    async (row: AnyRow, move: Move, from: string | null, to: string | null): Promise<AnyRow | null> => {
      const service = serviceOf(entity);
      setUnderWay((before) => new Map(before).set(row.id, { row, from, to }));
      try {
        const moved = (
          "transition" in move
            ? await service.transition(row.id, move.transition.name)
            : await service.update(row.id, move.changes, { version: row.version })
        ) as AnyRow;
        await client.invalidateQueries();
        return moved;
      } catch (error) {
        toastError(error);
        void client.invalidateQueries({ queryKey: [entity.name] });
        return null;
      } finally {
        setUnderWay((before) => {
          const after = new Map(before);
          after.delete(row.id);
          return after;
        });
      }
    },
    [client, entity],
  );

  const move = useCallback(
    async (row: AnyRow, column: BoardColumnData) => {
      const field = entity.fields[groupBy];
      const verdict = verdictOf(entity, groupBy, row, column.value, mover);
      if (!field || !verdict.legal) {
        if (verdict.legal === false && verdict.why) toast(verdict.why);
        return;
      }
      const from = columnOf(row, groupBy, field);
      const moved = await carryOut(row, verdict.move, from, column.value);
      if (!moved) return;
      const back = wayBack(entity, groupBy, moved, from, mover);
      toast(`${titleOf(entity, row, format)} is now in “${column.label}”`, {
        ...(back ? { undo: () => void carryOut(moved, back, column.value, from) } : {}),
      });
    },
    [entity, groupBy, mover, carryOut, format],
  );

  return { underWay, move };
}
