import type { Format } from "../../format/format";
import { addDays, addMonths } from "../../ui/MonthGrid";

export type CalendarView = "month" | "week" | "agenda";

/** Days in a row, and what they are called. */
export interface Span {
  readonly days: readonly string[];
  readonly title: string;
  readonly previous: string;
  readonly next: string;
}

const AGENDA_DAYS = 30;

/** The days that a view shows around a day; a week on a phone is three days. */
export function spanAround(view: CalendarView, day: string, format: Format, narrow: boolean): Span {
  if (view === "month") return monthAround(day, format);
  const count = view === "agenda" ? AGENDA_DAYS : narrow ? 3 : 7;
  const first = view === "week" && !narrow ? weekStart(day, format.weekStart) : day;
  const days = consecutive(first, count);
  return { days, title: rangeTitle(days, format), previous: addDays(first, -count), next: addDays(first, count) };
}

function monthAround(day: string, format: Format): Span {
  const first = `${day.slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const from = weekStart(first, format.weekStart);
  const until = addDays(weekStart(last, format.weekStart), 6);
  const named = new Intl.DateTimeFormat(format.locale, { timeZone: "UTC", month: "long", year: "numeric" });
  return {
    days: daysUntil(from, until),
    title: named.format(utc(first)),
    previous: addMonths(first, -1),
    next: addMonths(first, 1),
  };
}

function rangeTitle(days: readonly string[], format: Format): string {
  const named = new Intl.DateTimeFormat(format.locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return named.formatRange(utc(days[0] ?? ""), utc(days.at(-1) ?? ""));
}

function weekStart(day: string, firstWeekday: number): string {
  return addDays(day, -((utc(day).getUTCDay() - firstWeekday + 7) % 7));
}

function consecutive(first: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index));
}

function daysUntil(first: string, last: string): readonly string[] {
  const days = [first];
  while ((days.at(-1) ?? last) < last) days.push(addDays(days.at(-1) ?? last, 1));
  return days;
}

/** Midnight of a day as UTC, for formats that are set to UTC. */
export function utc(day: string): Date {
  return new Date(`${day}T00:00Z`);
}
