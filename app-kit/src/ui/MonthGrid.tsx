import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useFormat } from "../format/use-format";
import { dateText, parseDateText } from "../format/zoned";
import { IconButton } from "./Button";

export interface MonthGridProps {
  /** The chosen day as `2026-11-21`. */
  readonly value: string | null;
  readonly onPick: (day: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month to pick a day from; arrow keys move by day and week, PageUp and PageDown by month. */
export function MonthGrid({ value, onPick }: MonthGridProps): ReactNode {
  const format = useFormat();
  const today = format.today();
  const [focused, setFocused] = useState(value ?? today);
  const grid = useRef<HTMLDivElement>(null);
  const keyboard = useRef(false);
  const days = daysAround(focused, format.weekStart);
  const month = focused.slice(0, 7);
  const heading = new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", month: "long", year: "numeric" });
  const weekday = new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", weekday: "narrow" });

  useEffect(() => {
    if (!keyboard.current) return;
    grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
  }, [focused]);

  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const next =
      step !== undefined
        ? addDays(focused, step)
        : event.key === "PageUp"
          ? addMonths(focused, -1)
          : event.key === "PageDown"
            ? addMonths(focused, 1)
            : null;
    if (!next) return;
    event.preventDefault();
    keyboard.current = true;
    setFocused(next);
  };

  return (
    <div className="p-2">
      <div className="flex items-center pb-1">
        <span className="flex-1 ps-2 font-medium" aria-live="polite">
          {heading.format(new Date(`${month}-01T00:00Z`))}
        </span>
        <IconButton label="Previous month" onClick={() => setFocused(addMonths(focused, -1))}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton label="Next month" onClick={() => setFocused(addMonths(focused, 1))}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the days inside are buttons; the keys move between them */}
      <div className="calendar-grid text-sm" ref={grid} onKeyDown={move}>
        {days.slice(0, 7).map((day) => (
          <span key={day} className="py-1 text-xs text-faint" aria-hidden>
            {weekday.format(new Date(`${day}T00:00Z`))}
          </span>
        ))}
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className="calendar-day"
            data-day={day}
            data-outside={day.startsWith(month) ? undefined : ""}
            aria-label={format.date(day)}
            aria-pressed={day === value}
            aria-current={day === today ? "date" : undefined}
            tabIndex={day === focused ? 0 : -1}
            data-autofocus={day === focused ? "" : undefined}
            onClick={() => onPick(day)}
          >
            {Number(day.slice(8))}
          </button>
        ))}
      </div>
    </div>
  );
}

/** A day some days later. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day. */
export function addMonths(day: string, count: number): string {
  const { year, month, day: date } = parseDateText(day) ?? { year: 2000, month: 1, day: 1 };
  const last = new Date(Date.UTC(year, month + count, 0));
  return dateText({
    year: last.getUTCFullYear(),
    month: last.getUTCMonth() + 1,
    day: Math.min(date, last.getUTCDate()),
  });
}

/** Six weeks that hold a day's month. */
function daysAround(day: string, weekStart: number): readonly string[] {
  const first = `${day.slice(0, 7)}-01`;
  const lead = (new Date(`${first}T00:00Z`).getUTCDay() - weekStart + 7) % 7;
  return Array.from({ length: 42 }, (_, index) => addDays(first, index - lead));
}
