import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FieldDefinition, Tone } from "../../definition/field";
import { optionOf, textOf, titleOf } from "../../entity/title";
import type { Format } from "../../format/format";
import { daysBetween, instantOf, wallTime } from "../../format/zoned";
import { toneOf } from "../../ui/Badge";
import { addDays } from "../../ui/MonthGrid";

/** Which fields of an entity make its calendar. */
export interface CalendarFields {
  readonly start: string;
  readonly end: string | undefined;
  readonly title: string | undefined;
  readonly colorBy: string | undefined;
}

/** A row in the calendar, on the clock of the site. */
export interface CalendarEntry {
  readonly row: AnyRow;
  readonly title: string;
  readonly firstDay: string;
  /** The last day it touches. */
  readonly lastDay: string;
  /** Minutes after midnight of the first day, and of the last. */
  readonly from: number;
  readonly to: number;
  /** Whole days, or longer than a day. */
  readonly allDay: boolean;
  /** `09:30–10:15`, or empty for whole days. */
  readonly time: string;
  /** `09:30`, where there is little room. */
  readonly shortTime: string;
  readonly tone: Tone;
  /** The state or choice that gives the colour. */
  readonly word: string;
}

/** How long something takes that says only when it begins. */
const DEFAULT_MINUTES = 30;
const DAY = 1440;

/** A row as an entry; null when it has no beginning. */
export function entryOf(entity: AnyEntity, row: AnyRow, names: CalendarFields, format: Format): CalendarEntry | null {
  const start = textAt(row, names.start);
  if (!start) return null;
  const end = names.end === undefined ? null : textAt(row, names.end);
  const color = names.colorBy === undefined ? undefined : entity.fields[names.colorBy];
  const value = names.colorBy === undefined ? null : row[names.colorBy];
  const hasColor = color?.options !== undefined && value !== null && value !== undefined && value !== "";
  return {
    row,
    title: entryTitle(entity, row, names.title, format),
    ...timesOf(start, end, format),
    tone: hasColor ? optionTone(color, String(value)) : color ? "neutral" : "accent",
    word: hasColor ? optionOf(color, value).label : "",
  };
}

type Times = Pick<CalendarEntry, "firstDay" | "lastDay" | "from" | "to" | "allDay" | "time" | "shortTime">;

function timesOf(start: string, end: string | null, format: Format): Times {
  if (start.length <= 10) {
    const last = end ? format.dayOf(end) : start;
    return {
      firstDay: start,
      lastDay: last < start ? start : last,
      from: 0,
      to: DAY,
      allDay: true,
      time: "",
      shortTime: "",
    };
  }
  const begins = wallTime(new Date(start), format.timeZone);
  const firstDay = format.dayOf(start);
  const from = begins.hour * 60 + begins.minute;
  if (!end || Date.parse(end) <= Date.parse(start)) {
    return {
      firstDay,
      lastDay: firstDay,
      from,
      to: Math.min(DAY, from + DEFAULT_MINUTES),
      allDay: false,
      time: format.time(start),
      shortTime: format.time(start),
    };
  }
  const ends = wallTime(new Date(end), format.timeZone);
  const endDay = format.dayOf(end);
  const endMinute = ends.hour * 60 + ends.minute;
  const untilMidnight = endMinute === 0 && endDay > firstDay;
  return {
    firstDay,
    lastDay: untilMidnight ? addDays(endDay, -1) : endDay,
    from,
    to: untilMidnight ? DAY : endMinute,
    allDay: Date.parse(end) - Date.parse(start) >= DAY * 60_000,
    time: `${format.time(start)}–${format.time(end)}`,
    shortTime: format.time(start),
  };
}

const SPREAD: readonly Tone[] = ["info", "success", "warning", "accent", "danger", "neutral"];

/** The tone of an option; options without a colour of their own share out the tones. */
export function optionTone(field: FieldDefinition, value: string): Tone {
  const place = field.options?.findIndex((option) => option.value === value) ?? -1;
  const color = field.options?.[place]?.color;
  if (color) return toneOf(color);
  if (place < 0 || field.options?.some((option) => option.color)) return "neutral";
  return SPREAD[place % SPREAD.length] ?? "neutral";
}

/** The entries that touch a day, all-day ones first and then by time. */
export function entriesOn(entries: readonly CalendarEntry[], day: string): readonly CalendarEntry[] {
  return entries
    .filter(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay)
    .toSorted((one, other) => Number(other.allDay) - Number(one.allDay) || minuteOn(one, day) - minuteOn(other, day));
}

/** The part of a timed entry that lies on a day, in minutes. */
export function minutesOn(entry: CalendarEntry, day: string): { readonly from: number; readonly to: number } {
  const from = minuteOn(entry, day);
  return { from, to: Math.max(from + 15, entry.lastDay === day ? entry.to : DAY) };
}

function minuteOn({ firstDay, from }: CalendarEntry, day: string): number {
  return firstDay === day ? from : 0;
}

/** How far something moves on the clock of the site. */
export interface Shift {
  readonly days: number;
  readonly minutes: number;
}

/** A start and an end moved on the clock of the site; what lies between them keeps its length. */
export function shifted(
  start: string,
  end: string | null,
  { days, minutes }: Shift,
  timeZone: string,
): { readonly start: string; readonly end: string | null } {
  if (start.length <= 10) {
    const next = addDays(start, days);
    if (!end) return { start: next, end };
    return { start: next, end: end.length <= 10 ? addDays(next, daysBetween(start, end)) : end };
  }
  const wall = wallTime(new Date(start), timeZone);
  const total = wall.hour * 60 + wall.minute + minutes;
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days, 0, total));
  const next = instantOf(
    {
      year: moved.getUTCFullYear(),
      month: moved.getUTCMonth() + 1,
      day: moved.getUTCDate(),
      hour: moved.getUTCHours(),
      minute: moved.getUTCMinutes(),
    },
    timeZone,
  );
  const length = end ? Date.parse(end) - Date.parse(start) : 0;
  return { start: next.toISOString(), end: end && new Date(next.getTime() + length).toISOString() };
}

function entryTitle(entity: AnyEntity, row: AnyRow, name: string | undefined, format: Format): string {
  const field = name === undefined ? undefined : entity.fields[name];
  return (name !== undefined && field && textOf(row, name, field, format)) || titleOf(entity, row, format);
}

export function textAt(row: AnyRow, name: string): string | null {
  const value = row[name];
  return typeof value === "string" && value ? value : null;
}
