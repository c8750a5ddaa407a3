import { useDraggable } from "@dnd-kit/core";
import type { CSSProperties, KeyboardEvent, ReactNode } from "react";
import { RecordLink } from "../../entity/RecordLink";
import { useFormat } from "../../format/use-format";
import { classes } from "../../ui/classes";
import type { CalendarEntry, Shift } from "./entries";

export interface EntryChipProps {
  readonly entity: string;
  readonly entry: CalendarEntry;
  /** The day it is drawn on. */
  readonly day: string;
  /** Drawn to scale between the hours. */
  readonly timed?: boolean;
  readonly style?: CSSProperties;
  /** Moves it by key; it cannot be moved when unset. */
  readonly onNudge: ((entry: CalendarEntry, shift: Shift) => void) | undefined;
}

const STEPS: Readonly<Record<string, Shift>> = {
  ArrowLeft: { days: -1, minutes: 0 },
  ArrowRight: { days: 1, minutes: 0 },
};

/** An entry: opens its record, can be dragged, and moves with Shift and the arrow keys. */
export function EntryChip({ entity, entry, day, timed = false, style, onNudge }: EntryChipProps): ReactNode {
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `${entry.row.id}:${day}`,
    data: { entry, day, timed },
    disabled: onNudge === undefined,
  });
  const nudge = (event: KeyboardEvent) => {
    if (!event.shiftKey || !onNudge) return;
    const vertical = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const shift =
      STEPS[event.key] ??
      (vertical && (timed ? { days: 0, minutes: 15 * vertical } : { days: 7 * vertical, minutes: 0 }));
    if (!shift) return;
    event.preventDefault();
    event.stopPropagation();
    onNudge(entry, shift);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the link inside has the focus; the keys move the entry
    <div
      ref={setNodeRef}
      className={classes("cal-entry", timed && "cal-entry-timed")}
      data-tone={entry.tone}
      data-lifted={isDragging || undefined}
      data-continued={entry.firstDay < day || undefined}
      style={style}
      onDragStart={(event) => event.preventDefault()}
      onKeyDown={nudge}
      {...listeners}
    >
      <RecordLink entity={entity} id={entry.row.id} className="cal-entry-link">
        <EntryText entry={entry} day={day} time={timed ? entry.time : entry.firstDay === day ? entry.shortTime : ""} />
      </RecordLink>
    </div>
  );
}

interface EntryTextProps {
  readonly entry: CalendarEntry;
  readonly day: string;
  readonly time: string;
}

export function EntryText({ entry, day, time }: EntryTextProps): ReactNode {
  const format = useFormat();
  const { title, word } = entry;
  return (
    <>
      <span className="cal-entry-title" dir="auto" title={[title, entry.time, word].filter(Boolean).join(" · ")}>
        {title}
      </span>
      {time && <span className="cal-entry-time">{time}</span>}
      <span className="sr-only">
        {format.date(day)}
        {word && `, ${word}`}
      </span>
    </>
  );
}
