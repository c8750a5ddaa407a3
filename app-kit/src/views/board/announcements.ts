import type { Active, Announcements, Over } from "@dnd-kit/core";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { Verdict } from "./moves";
import type { BoardColumnData } from "./use-columns";

export const HOW_TO_MOVE =
  "Press Space to pick up the card, the left and right arrow keys to choose a column, Space again to drop it, and Escape to put it back.";

/** What is read out while a card is dragged. */
export function announcements(
  entity: AnyEntity,
  judge: (row: AnyRow, column: BoardColumnData) => Verdict,
): Announcements {
  const titleOf = (active: Active) => String(active.data.current?.title ?? entity.label);
  const columnUnder = (over: Over | null) => over?.data.current?.column as BoardColumnData | undefined;
  const verdictOn = (active: Active, column: BoardColumnData) => judge(active.data.current?.row as AnyRow, column);
  return {
    onDragStart: ({ active }) => `Picked up ${titleOf(active)}.`,
    onDragOver: ({ active, over }) => {
      const column = columnUnder(over);
      if (!column) return undefined;
      const verdict = verdictOn(active, column);
      if (verdict.legal) return `Over ${column.label}. Press Space to drop it here.`;
      return verdict.why ?? `Over ${column.label}, where it stands now.`;
    },
    onDragEnd: ({ active, over }) => {
      const column = columnUnder(over);
      const verdict = column && verdictOn(active, column);
      if (column && verdict?.legal) return `Dropped ${titleOf(active)} in ${column.label}.`;
      return `${titleOf(active)} stays where it was. ${(verdict?.legal === false && verdict.why) || ""}`.trim();
    },
    onDragCancel: ({ active }) => `${titleOf(active)} stays where it was.`,
  };
}
