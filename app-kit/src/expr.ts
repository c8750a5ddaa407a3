/**
 * What the expressions of a spec compile to: null-safe arithmetic, conditions, texts, dates and durations.
 *
 * A missing operand gives null, as in the database. Dates are `YYYY-MM-DD`, moments ISO 8601, times `HH:MM[:SS]`.
 * A moment without an offset, as inputs give it, is read in the site's time zone.
 */

export type Missing = null | undefined;
export type Num = number | Missing;
export type Text = string | Missing;
export type Truth = boolean | Missing;
export type Span = Duration | Missing;
export type Value = string | number | boolean | Duration | Missing;

/** A span of time: calendar months and days, and exact milliseconds. */
export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly ms: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOMENT = /^\d{4}-\d\d-\d\dT/;
const OFFSET = /(Z|[+-]\d\d(:?\d\d)?)$/;

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let zoneFormat = formatIn(zone);

/** The site's time zone, in which days begin and end. */
export function setTimeZone(name: string): void {
  zoneFormat = formatIn(name);
  zone = name;
}

/** The zone that calendar questions are asked in. */
export function timeZone(): string {
  return zone;
}

function formatIn(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
}

// --- numbers

const known = <T>(value: T | Missing): value is T => value !== null && value !== undefined && !Number.isNaN(value);

/** Drops the noise of binary fractions, so that 0.1 + 0.2 is 0.3. */
const tidy = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(15)) : null);

const calculate =
  (work: (a: number, b: number) => number) =>
  (a: Num, b: Num): number | null =>
    known(a) && known(b) ? tidy(work(a, b)) : null;

export const add = calculate((a, b) => a + b);
export const sub = calculate((a, b) => a - b);
export const mul = calculate((a, b) => a * b);
/** Null when dividing by zero. */
export const div = calculate((a, b) => a / b);
export const floorDiv = calculate((a, b) => Math.floor(a / b));
/** The remainder with the sign of the divisor. */
export const mod = calculate((a, b) => ((a % b) + b) % b);

export function neg(value: Num): number | null {
  return known(value) ? 0 - value : null;
}

export function abs(value: Num): number | null {
  return known(value) ? Math.abs(value) : null;
}

/** Halves go away from zero. */
export function round(value: Num, places = 0): number | null {
  if (!known(value)) return null;
  const [digits = "0", exponent = "0"] = Math.abs(value).toString().split("e");
  const scaled = Math.round(Number(`${digits}e${Number(exponent) + places}`));
  return value < 0 ? 0 - Number(`${scaled}e-${places}`) : Number(`${scaled}e-${places}`);
}

// --- conditions

/** Something that `<` orders as the database does. */
function comparable(value: Exclude<Value, Missing>): string | number | boolean {
  if (typeof value === "object") return value.months * 30 * DAY + value.days * DAY + value.ms;
  return typeof value === "string" && MOMENT.test(value) ? instant(value) : value;
}

const compare =
  (holdsFor: (a: string | number | boolean, b: string | number | boolean) => boolean) =>
  (a: Value, b: Value): boolean | null =>
    known(a) && known(b) ? holdsFor(comparable(a), comparable(b)) : null;

export const eq = compare((a, b) => a === b);
export const ne = compare((a, b) => a !== b);
export const lt = compare((a, b) => a < b);
export const lte = compare((a, b) => a <= b);
export const gt = compare((a, b) => a > b);
export const gte = compare((a, b) => a >= b);

export const missing = (value: unknown): boolean => !known(value);
export const present = (value: unknown): boolean => known(value);

export function and(...parts: Truth[]): boolean | null {
  if (parts.some((part) => part === false)) return false;
  return parts.every((part) => part === true) ? true : null;
}

export function or(...parts: Truth[]): boolean | null {
  if (parts.some((part) => part === true)) return true;
  return parts.every((part) => part === false) ? false : null;
}

export function not(value: Truth): boolean | null {
  return known(value) ? !value : null;
}

/** Whether a rule is kept: one that cannot be told yet is not broken. */
export const holds = (value: Truth): boolean => value !== false;

export function oneOf(value: Value, options: readonly Value[]): boolean | null {
  return or(...options.map((option) => eq(value, option)));
}

/** Whether a list of choices holds this one. */
export function has(list: readonly string[] | Missing, value: Text): boolean | null {
  return known(list) && known(value) ? list.includes(value) : null;
}

/** Whether a text holds another. */
export function contains(text: Text, part: Text): boolean | null {
  return known(text) && known(part) ? text.includes(part) : null;
}

// --- texts

const textual =
  <T>(work: (text: string) => T) =>
  (text: Text): T | null =>
    known(text) ? work(text) : null;

export const lower = textual((text) => text.toLowerCase());
export const upper = textual((text) => text.toUpperCase());
export const trim = textual((text) => text.replace(/^ +| +$/g, ""));
export const length = textual((text) => [...text].length);

/** Null when one is missing; `concat` leaves missing ones out. */
export function join(a: Text, b: Text): string | null {
  return known(a) && known(b) ? a + b : null;
}

export function concat(...parts: (string | number | Missing)[]): string {
  return parts.filter(known).join("");
}

// --- any value

export function coalesce<T>(...values: (T | Missing)[]): T | null {
  return values.find(known) ?? null;
}

const extreme =
  (better: (a: Value, b: Value) => boolean | null) =>
  <T extends Value>(...values: (T | Missing)[]): T | null =>
    values.reduce<T | null>(
      (best, value) => (known(value) && (best === null || better(value, best)) ? value : best),
      null,
    );

/** The smallest that is not missing. */
export const least = extreme(lt);
/** The largest that is not missing. */
export const greatest = extreme(gt);

// --- durations

const unit =
  (make: (amount: number) => Partial<Duration>) =>
  (amount: Num): Duration | null =>
    known(amount) ? { months: 0, days: 0, ms: 0, ...make(amount) } : null;

export const minutes = unit((n) => ({ ms: n * MINUTE }));
export const hours = unit((n) => ({ ms: n * HOUR }));
export const days = unit((n) => ({ days: n }));
export const weeks = unit((n) => ({ days: n * 7 }));
export const months = unit((n) => ({ months: n }));
export const years = unit((n) => ({ months: n * 12 }));

export function times(span: Span, factor: Num): Duration | null {
  if (!known(span) || !known(factor)) return null;
  return { months: span.months * factor, days: span.days * factor, ms: span.ms * factor };
}

export function inverse(span: Span): Duration | null {
  return times(span, -1);
}

export function both(a: Span, b: Span): Duration | null {
  if (!known(a) || !known(b)) return null;
  return { months: a.months + b.months, days: a.days + b.days, ms: a.ms + b.ms };
}

export function without(a: Span, b: Span): Duration | null {
  return both(a, inverse(b));
}

/** The exact time from one moment, or time of day, to another. */
export function between(start: Text, end: Text): Duration | null {
  const ms = millisecondsBetween(start, end);
  return ms === null ? null : { months: 0, days: 0, ms };
}

// --- dates and times

/** The wall clock of a moment in the site's zone, as milliseconds that pretend to be UTC. */
function wallClock(moment: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of zoneFormat.formatToParts(moment)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const ms = ((moment % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

/** The moment at which the site's clocks show this; where they show it twice, the later one. */
function momentOf(wall: number): number {
  const before = wall - (wallClock(wall - DAY) - (wall - DAY));
  const after = wall - (wallClock(wall + DAY) - (wall + DAY));
  if (wallClock(after) === wall) return after;
  return before;
}

function instant(text: string): number {
  return OFFSET.test(text) ? Date.parse(text) : momentOf(Date.parse(`${text}Z`));
}

/** Midnight of a date, as milliseconds that pretend to be UTC. */
const midnight = (date: string): number => Date.parse(`${date}T00:00Z`);

const isoDate = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

const secondsOf = (time: string): number => {
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);
  return hour * 3600 + minute * 60 + second;
};

const isTime = (text: string): boolean => /^\d\d:\d\d/.test(text);

export const now = (): string => new Date().toISOString();

export const today = (): string => isoDate(wallClock(Date.now()));

/** The date of a moment in the site's zone; a date is its own. */
export const date = textual((text) => (MOMENT.test(text) ? isoDate(wallClock(instant(text))) : text.slice(0, 10)));

const partOfDate =
  (work: (local: Date) => number) =>
  (text: Text): number | null => {
    const local = date(text);
    return local === null ? null : work(new Date(midnight(local)));
  };

export const year = partOfDate((local) => local.getUTCFullYear());
export const month = partOfDate((local) => local.getUTCMonth() + 1);
export const day = partOfDate((local) => local.getUTCDate());
/** 1 for Monday to 7 for Sunday. */
export const weekday = partOfDate((local) => local.getUTCDay() || 7);

function addCalendar(wall: number, { months, days, ms }: Duration): number {
  const moved = new Date(wall);
  const dayOfMonth = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(dayOfMonth, last));
  return moved.getTime() + days * DAY + ms;
}

/** A date, moment or time of day moved by a duration; calendar days are those of the site's zone. */
export function shift(value: Text, span: Span): string | null {
  if (!known(value) || !known(span)) return null;
  if (isTime(value)) {
    const seconds = (((secondsOf(value) + span.ms / 1000) % 86_400) + 86_400) % 86_400;
    return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 19);
  }
  if (!MOMENT.test(value)) return isoDate(addCalendar(midnight(value), span));
  const moment = instant(value);
  const isExact = span.months === 0 && span.days === 0;
  return new Date(isExact ? moment + span.ms : momentOf(addCalendar(wallClock(moment), span))).toISOString();
}

export function shiftBack(value: Text, span: Span): string | null {
  return shift(value, inverse(span));
}

function millisecondsBetween(start: Text, end: Text): number | null {
  if (!known(start) || !known(end)) return null;
  return isTime(start) ? (secondsOf(end) - secondsOf(start)) * 1000 : instant(end) - instant(start);
}

export function minutesBetween(start: Text, end: Text): number | null {
  const ms = millisecondsBetween(start, end);
  return ms === null ? null : ms / MINUTE;
}

export function hoursBetween(start: Text, end: Text): number | null {
  const ms = millisecondsBetween(start, end);
  return ms === null ? null : ms / HOUR;
}

/** Whole calendar days in the site's zone. */
export function daysBetween(start: Text, end: Text): number | null {
  const [first, last] = [date(start), date(end)];
  return first === null || last === null ? null : (midnight(last) - midnight(first)) / DAY;
}

/** Completed years, as ages are counted. */
export function yearsBetween(start: Text, end: Text): number | null {
  const [first, last] = [date(start), date(end)];
  if (first === null || last === null) return null;
  if (last < first) return 0 - (yearsBetween(last, first) ?? 0);
  const completed = Number(last.slice(0, 4)) - Number(first.slice(0, 4));
  return last.slice(5) < first.slice(5) ? completed - 1 : completed;
}
