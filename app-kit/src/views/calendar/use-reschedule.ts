import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { Access } from "../../entity/access";
import { titleOf } from "../../entity/title";
import { useFormat } from "../../format/use-format";
import { toast, toastError } from "../../ui/toast";
import { type CalendarFields, type Shift, shifted, textAt } from "./entries";

/** How long to wait for a further press of a key before a move is saved. */
const REST = 700;

/** Whether entries can be moved. */
export function isMovable(entity: AnyEntity, { start }: CalendarFields, access: Access): boolean {
  return access.can("update") && access.mayWrite(start) && !entity.fields[start]?.computed;
}

/** Moves entries on screen at once and on the server then; a refused one returns and says why. */
export function useReschedule(entity: AnyEntity, fields: CalendarFields) {
  const client = useQueryClient();
  const format = useFormat();
  const [moved, setMoved] = useState<ReadonlyMap<string, AnyRow>>(new Map());
  const waiting = useRef(new Map<string, { readonly original: AnyRow; latest: AnyRow; timer: number }>());
  const { start, end } = fields;
  const keepsEnd = end !== undefined && !entity.fields[end]?.computed;

  useEffect(() => {
    const timers = waiting.current;
    return () => {
      for (const { timer } of timers.values()) clearTimeout(timer);
    };
  }, []);

  const show = useCallback((row: AnyRow) => setMoved((before) => new Map(before).set(row.id, row)), []);
  const forget = useCallback((id: string) => {
    setMoved((before) => {
      const after = new Map(before);
      after.delete(id);
      return after;
    });
  }, []);

  const save = useCallback(
    async (row: AnyRow, wanted: AnyRow): Promise<AnyRow | null> => {
      show(wanted);
      try {
        const changes = { [start]: wanted[start], ...(keepsEnd && end ? { [end]: wanted[end] } : {}) };
        const saved = (await serviceOf(entity).update(row.id, changes, { version: row.version })) as AnyRow;
        await client.invalidateQueries();
        return saved;
      } catch (error) {
        toastError(error);
        void client.invalidateQueries({ queryKey: [entity.name] });
        return null;
      } finally {
        forget(row.id);
      }
    },
    [client, entity, start, end, keepsEnd, show, forget],
  );

  const settle = useCallback(
    async (id: string) => {
      const move = waiting.current.get(id);
      if (!move) return;
      waiting.current.delete(id);
      const { original, latest } = move;
      if (latest[start] === original[start]) {
        forget(id);
        return;
      }
      const saved = await save(original, latest);
      if (!saved) return;
      toast(`${titleOf(entity, original, format)} moved to ${momentText(String(latest[start]), format)}`, {
        undo: () => void save(saved, original),
      });
    },
    [save, entity, start, format, forget],
  );

  /** Moves a row; several quick moves by key are saved as one. */
  const shift = useCallback(
    (row: AnyRow, by: Shift, { rest = false } = {}): string => {
      const before = waiting.current.get(row.id);
      const from = before?.latest ?? row;
      const next = shifted(String(from[start]), end ? textAt(from, end) : null, by, format.timeZone);
      const latest = { ...from, [start]: next.start, ...(end ? { [end]: next.end } : {}) } as AnyRow;
      if (before) clearTimeout(before.timer);
      const timer = window.setTimeout(() => void settle(row.id), rest ? REST : 0);
      waiting.current.set(row.id, { original: before?.original ?? row, latest, timer });
      show(latest);
      return momentText(next.start, format);
    },
    [start, end, format, settle, show],
  );

  return { moved, shift };
}

function momentText(moment: string, format: ReturnType<typeof useFormat>): string {
  return moment.length <= 10 ? format.date(moment) : format.dateTime(moment);
}
