/** A date and time as a clock on the wall shows it. Months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** What the clock on the wall of a time zone shows at an instant. */
export function wallTime(instant: Date, timeZone: string): WallTime {
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const parts = formatterFor(timeZone).formatToParts(instant);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

function offsetAt(instant: Date, timeZone: string): number {
  const { year, month, day, hour, minute } = wallTime(instant, timeZone);
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  return shown - Math.floor(instant.getTime() / 60_000) * 60_000;
}

/**
 * The instant at which a time zone's clock shows this. A time that a change of clocks skips moves forward
 * by the change; one that occurs twice means the first.
 */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const guess = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const early = guess - offsetAt(new Date(guess - 86_400_000), timeZone);
  const late = guess - offsetAt(new Date(guess + 86_400_000), timeZone);
  const fits = (time: number) => time + offsetAt(new Date(time), timeZone) === guess;
  return new Date(fits(early) ? early : fits(late) ? late : early);
}

const pad = (value: number, length = 2) => String(value).padStart(length, "0");

/** `2026-11-21`, the way dates travel. */
export function dateText({ year, month, day }: Pick<WallTime, "year" | "month" | "day">): string {
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** `09:30`, the way times travel. */
export function timeText({ hour, minute }: Pick<WallTime, "hour" | "minute">): string {
  return `${pad(hour)}:${pad(minute)}`;
}

/** Reads `2026-11-21`; null when it is not a date. */
export function parseDateText(text: string): Pick<WallTime, "year" | "month" | "day"> | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : null;
}

/** Reads `09:30` or `09:30:00`; null when it is not a time. */
export function parseTimeText(text: string): Pick<WallTime, "hour" | "minute"> | null {
  const match = /^(\d{1,2}):(\d{2})/.exec(text);
  return match ? { hour: Number(match[1]), minute: Number(match[2]) } : null;
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}
