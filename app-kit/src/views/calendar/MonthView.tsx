import { useDroppable } from "@dnd-kit/core";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useFormat } from "../../format/use-format";
import { Popover } from "../../ui/Menu";
import { EntryChip } from "./EntryChip";
import { type CalendarEntry, entriesOn } from "./entries";
import { utc } from "./span";
import type { CalendarViewProps } from "./view-props";

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const MOST_CHIPS = 3;

export interface MonthViewProps extends CalendarViewProps {
  readonly month: string;
}

/** Whole weeks around a month; the arrow keys go from day to day. */
export function MonthView(props: MonthViewProps): ReactNode {
  const { days, entries, month, today } = props;
  const format = useFormat();
  const [focused, setFocused] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const weekday = new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", weekday: "short" });
  const reachable =
    (focused && days.includes(focused) && focused) ||
    (days.includes(today) ? today : (days.find((day) => day.startsWith(month)) ?? days[0]));

  const move = (event: KeyboardEvent) => {
    const step = event.shiftKey ? undefined : STEPS[event.key];
    if (step === undefined || !(event.target as Element).matches("[data-day]")) return;
    const next = days[days.indexOf(reachable ?? "") + step];
    if (!next) return;
    event.preventDefault();
    setFocused(next);
    grid.current?.querySelector<HTMLElement>(`button[data-day="${next}"]`)?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the days inside are buttons; the keys move between them
    <div className="cal-month" ref={grid} onKeyDown={move}>
      {days.slice(0, 7).map((day) => (
        <div key={day} className="cal-weekday" aria-hidden>
          {weekday.format(utc(day))}
        </div>
      ))}
      {days.map((day) => (
        <MonthDay
          key={day}
          {...props}
          day={day}
          entries={entriesOn(entries, day)}
          reachable={day === reachable}
          onFocus={() => setFocused(day)}
        />
      ))}
    </div>
  );
}

interface MonthDayProps extends MonthViewProps {
  readonly day: string;
  readonly reachable: boolean;
  readonly onFocus: () => void;
}

function MonthDay(props: MonthDayProps): ReactNode {
  const { day, entries, month, today, narrow, reachable, onFocus, onAdd, onShowDay, noun } = props;
  const format = useFormat();
  const { setNodeRef, isOver } = useDroppable({ id: `month:${day}`, data: { day, timed: false } });
  const shown = entries.length > MOST_CHIPS + 1 ? entries.slice(0, MOST_CHIPS) : entries;
  const add = narrow ? undefined : onAdd;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button with the number does the same by keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button with the number does the same by keyboard
    <div
      ref={setNodeRef}
      className="cal-day"
      data-outside={day.startsWith(month) ? undefined : ""}
      data-today={day === today ? "" : undefined}
      data-over={isOver || undefined}
      onClick={(event) => event.target === event.currentTarget && (add ? add(day, null) : onShowDay(day))}
    >
      <button
        type="button"
        className="cal-number"
        data-day={day}
        tabIndex={reachable ? 0 : -1}
        aria-current={day === today ? "date" : undefined}
        aria-label={`${format.date(day)}, ${entries.length} ${noun(entries.length)}${add ? `, add ${noun(1)}` : ""}`}
        onFocus={onFocus}
        onClick={() => (add ? add(day, null) : onShowDay(day))}
      >
        {Number(day.slice(8))}
      </button>
      {narrow ? (
        <Dots entries={entries} />
      ) : (
        <>
          {shown.map((entry) => (
            <EntryChip key={entry.row.id} entity={props.entity.name} entry={entry} day={day} onNudge={props.onNudge} />
          ))}
          {shown.length < entries.length && <RestOfDay {...props} shown={shown.length} />}
        </>
      )}
    </div>
  );
}

/** On a phone a day shows that there is something; a tap shows what. */
function Dots({ entries }: { readonly entries: readonly CalendarEntry[] }): ReactNode {
  return (
    <span className="cal-dots" aria-hidden>
      {entries.slice(0, 3).map(({ row, tone }) => (
        <i key={row.id} data-tone={tone} />
      ))}
      {entries.length > 3 && <b>+{entries.length - 3}</b>}
    </span>
  );
}

function RestOfDay({ entity, day, entries, shown }: MonthDayProps & { readonly shown: number }): ReactNode {
  const format = useFormat();
  return (
    <Popover
      label={format.date(day)}
      className="w-64 p-2"
      trigger={
        <button type="button" className="cal-rest">
          {entries.length - shown} more
        </button>
      }
    >
      <p className="px-1 pb-1.5 font-medium">{format.date(day)}</p>
      <div className="cal-rest-list">
        {entries.map((entry) => (
          <EntryChip key={entry.row.id} entity={entity.name} entry={entry} day={day} onNudge={undefined} />
        ))}
      </div>
    </Popover>
  );
}
