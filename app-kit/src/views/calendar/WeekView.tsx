import { useDroppable } from "@dnd-kit/core";
import { type CSSProperties, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useFormat } from "../../format/use-format";
import { wallTime } from "../../format/zoned";
import { layoutDay } from "./day-layout";
import { EntryChip } from "./EntryChip";
import { entriesOn, minutesOn } from "./entries";
import { utc } from "./span";
import type { CalendarViewProps } from "./view-props";

/** Height of an hour in pixels; dragging counts on it. */
export const HOUR = 48;

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const OPENING = 8;

/** Days side by side with their hours; what overlaps stands side by side. */
export function WeekView(props: CalendarViewProps): ReactNode {
  const { days, entries } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const wholeDays = entries.filter(({ allDay }) => allDay);
  const first = days[0];
  const earliest = Math.min(
    OPENING,
    ...entries.filter(({ allDay, firstDay }) => !allDay && days.includes(firstDay)).map(({ from }) => from / 60),
  );
  const start = useRef(earliest);
  start.current = earliest;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other days start at their own first hour
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollTop = Math.max(0, Math.floor(start.current) * HOUR - 12);
  }, [first]);
  return (
    <section
      className="cal-week"
      ref={scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard
      tabIndex={0}
      aria-label="Hours"
      style={{ "--days": days.length } as CSSProperties}
    >
      <div className="cal-week-head">
        <div className="cal-corner" />
        {days.map((day) => (
          <DayHead key={day} {...props} day={day} />
        ))}
      </div>
      {wholeDays.length > 0 && (
        <div className="cal-all-day">
          <div className="cal-corner">All day</div>
          {days.map((day) => (
            <WholeDay key={day} {...props} entries={wholeDays} day={day} />
          ))}
        </div>
      )}
      <div className="cal-hours">
        <HourScale />
        {days.map((day) => (
          <DayColumn key={day} {...props} day={day} />
        ))}
      </div>
    </section>
  );
}

interface DayProps extends CalendarViewProps {
  readonly day: string;
}

function DayHead({ day, today, onAdd, noun }: DayProps): ReactNode {
  const format = useFormat();
  const weekday = new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", weekday: "short" });
  const words = (
    <>
      <span className="text-muted">{weekday.format(utc(day))}</span>
      <span className="cal-head-number">{Number(day.slice(8))}</span>
    </>
  );
  return (
    <div
      className="cal-head"
      data-today={day === today ? "" : undefined}
      aria-current={day === today ? "date" : undefined}
    >
      {onAdd ? (
        <button type="button" onClick={() => onAdd(day, 9 * 60)}>
          <span className="sr-only">{`${format.date(day)}, add ${noun(1)}: `}</span>
          {words}
        </button>
      ) : (
        words
      )}
    </div>
  );
}

function WholeDay({ entity, day, entries, onNudge }: DayProps): ReactNode {
  const { setNodeRef, isOver } = useDroppable({ id: `whole:${day}`, data: { day, timed: false } });
  return (
    <div ref={setNodeRef} className="cal-whole" data-over={isOver || undefined}>
      {entriesOn(entries, day).map((entry) => (
        <EntryChip key={entry.row.id} entity={entity.name} entry={entry} day={day} onNudge={onNudge} />
      ))}
    </div>
  );
}

function HourScale(): ReactNode {
  const format = useFormat();
  return (
    <div className="cal-scale" aria-hidden>
      {HOURS.map((hour) => (
        <span key={hour} style={{ top: hour * HOUR }}>
          {hour > 0 && format.time(`${hour}:00`)}
        </span>
      ))}
    </div>
  );
}

function DayColumn({ entity, day, entries, today, onAdd, onNudge }: DayProps): ReactNode {
  const { setNodeRef, isOver } = useDroppable({ id: `day:${day}`, data: { day, timed: true } });
  const timed = entriesOn(entries, day)
    .filter(({ allDay }) => !allDay)
    .map((entry) => ({ entry, ...minutesOn(entry, day) }));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in the head of the day does the same by keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button in the head of the day does the same by keyboard
    <div
      ref={setNodeRef}
      className="cal-column"
      data-today={day === today ? "" : undefined}
      data-over={isOver || undefined}
      data-adds={onAdd ? "" : undefined}
      style={{ height: 24 * HOUR }}
      onClick={(event) => {
        if (event.target !== event.currentTarget || !onAdd) return;
        const top = event.clientY - event.currentTarget.getBoundingClientRect().top;
        onAdd(day, Math.floor((top / HOUR) * 2) * 30);
      }}
    >
      {layoutDay(timed).map(({ item, lane, lanes, width }) => (
        <EntryChip
          key={item.entry.row.id}
          entity={entity.name}
          entry={item.entry}
          day={day}
          timed
          onNudge={onNudge}
          style={{
            top: (item.from / 60) * HOUR,
            height: Math.max(20, ((item.to - item.from) / 60) * HOUR - 1),
            insetInlineStart: `${(lane / lanes) * 100}%`,
            width: `calc(${(width / lanes) * 100}% - 2px)`,
          }}
        />
      ))}
      {day === today && <NowLine />}
    </div>
  );
}

function NowLine(): ReactNode {
  const { timeZone } = useFormat();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const { hour, minute } = wallTime(now, timeZone);
  return <div className="cal-now" aria-hidden style={{ top: (hour + minute / 60) * HOUR }} />;
}
