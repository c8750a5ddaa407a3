import { dateText, instantOf, type WallTime, wallTime } from "../format/zoned";
import { type Language, languageOf } from "./languages";
import { oneOf, plainText, type Reading, refused, valued, type Way } from "./reading";

type Day = Pick<WallTime, "year" | "month" | "day">;

const FIRST_YEAR = 1000;
const ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const PACKED = /^(\d{4})(\d{2})(\d{2})$/;
const EASTERN = /^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]$/;
const SHORT = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})\.?$/;
const DAY_NAMED = /^(\d{1,2})(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:de\s+)?(\p{L}+)\.?,?[\s-]+(?:de\s+)?(\d{4}|\d{2})$/u;
const NAME_FIRST = /^(\p{L}+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4}|\d{2})$/u;
const CLOCK = /^(\d{1,2})(?:(?:[:.]|\s?[hH])(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?)?(?:\s?([aApP])\.?[mM]\.?)?$/;
const ZONED = /^(.*\d)\s?([zZ]|[+-]\d{2}:?\d{2})$/;
const MIDNIGHT = /^(.*\d)[T ]0{1,2}:00(?::00(?:\.0+)?)?$/;
/** Years of two digits up to the first are of this century, from the second on of the one before. */
const [LATE, EARLY] = [29, 50];
const LONGEST = 60;
const NOT_DAY = "must be a date like 2026-11-21.";
const NOT_TIME = "must be a time like 09:30.";
const NOT_MOMENT = "must be a date and time like 2026-11-21 09:30.";
const NO_DAY = "is a day that does not exist.";
const BOUNDS = `must be a day of the years ${FIRST_YEAR} to 9999.`;
const HINT = "Write it so that only one of them fits, such as 2026-11-21.";

/** The day that a person wrote, as `2026-11-21`. */
export function readDate(text: string, tag: string): Reading {
  const bare = tidy(text);
  if (bare.length > LONGEST) return refused("has too many characters.");
  const language = languageOf(tag);
  const days = daysIn(MIDNIGHT.exec(bare)?.[1] ?? bare, language);
  if (days === null) return refused(NOT_DAY);
  const real = days.filter(isReal);
  if (!real.length) return refused(NO_DAY);
  if (real.some(({ year }) => year < FIRST_YEAR)) return refused(BOUNDS);
  const ways = new Map(real.map((day) => [dateText(day), { value: dateText(day), said: saidDay(day, language) }]));
  return oneOf([...ways.values()], HINT);
}

/** The time of day that a person wrote, as `09:30:00`. */
export function readTime(text: string): Reading {
  const [, hour, minute, second = "0", part, half] = CLOCK.exec(tidy(text)) ?? [];
  if (hour === undefined || (minute === undefined && half === undefined)) return refused(NOT_TIME);
  let hours = Number(hour);
  if (half) {
    if (hours < 1 || hours > 12) return refused("has an hour that am or pm do not go with.");
    hours = (hours % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  if (hours > 23 || Number(minute ?? 0) > 59 || Number(second) > 59) return refused("is a time that does not exist.");
  const pad = (value: number | string) => String(value).padStart(2, "0");
  return valued(`${pad(hours)}:${minute ?? "00"}:${pad(second)}${part ? `.${part}` : ""}`);
}

/** The moment that a person wrote, as an ISO text in UTC; without an offset it is on the clocks of the time zone. */
export function readMoment(text: string, tag: string, timeZone: string): Reading {
  const bare = tidy(text);
  if (bare.length > LONGEST) return refused("has too many characters.");
  const [, before = "", zone] = ZONED.exec(bare) ?? [];
  const offset = zone && before.includes(":") ? offsetOf(zone) : undefined;
  const [day, clock] = apart(offset === undefined ? bare : before);
  const at = clock === null ? valued("00:00:00") : readTime(clock);
  if (at.kind !== "value") return at.kind === "refused" && at.message === NOT_TIME ? refused(NOT_MOMENT) : at;
  const on = readDate(day, tag);
  if (on.kind === "refused") return refused(on.message === NO_DAY ? NO_DAY : NOT_MOMENT);
  const momentsOf = (one: string) => moments(one, at.value, timeZone, offset);
  if (on.kind === "either") {
    const ways = on.ways.flatMap(({ value, said }): Way[] => {
      const [moment] = momentsOf(value);
      return moment ? [{ value: moment, said: `${said} ${at.value.slice(0, 5)}` }] : [];
    });
    return oneOf(ways, HINT);
  }
  const found = momentsOf(on.value);
  if (!found.length) return refused(skipped(on.value, at.value, timeZone, languageOf(tag)));
  return oneOf(
    found.map((value) => ({ value, said: withOffset(value, timeZone) })),
    "The clocks go back in that night; write it with its offset.",
  );
}

function daysIn(bare: string, language: Language): Day[] | null {
  const iso = ISO.exec(bare);
  if (iso) return [{ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) }];
  for (const form of [PACKED, EASTERN]) {
    const match = form.exec(bare);
    if (match) return [{ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }];
  }
  const short = SHORT.exec(bare);
  if (short) {
    const [first, second] = [Number(short[1]), Number(short[3])];
    const orders = short[2] === "." ? [[second, first]] : ordersOf(first, second, short[2] ?? "", language);
    return orders.flatMap(([month = 0, day = 0]) => yearsOf(short[4] ?? "").map((year) => ({ year, month, day })));
  }
  const named = [
    { match: DAY_NAMED.exec(bare), name: 2, day: 1 },
    { match: NAME_FIRST.exec(bare), name: 1, day: 2 },
  ];
  for (const { match, name, day } of named) {
    const month = match ? monthOf(match[name] ?? "", language) : undefined;
    if (match && month) return yearsOf(match[3] ?? "").map((year) => ({ year, month, day: Number(match[day]) }));
  }
  return null;
}

function ordersOf(first: number, second: number, sign: string, language: Language): number[][] {
  if (sign === language.separator && language.order === "dmy") return [[second, first]];
  if (sign === language.separator && language.order === "mdy") return [[first, second]];
  const possible = [
    [second, first],
    [first, second],
  ].filter(([month = 0, day = 0]) => month <= 12 && day <= 31);
  return possible.length ? possible : [[second, first]];
}

function yearsOf(written: string): number[] {
  const year = Number(written);
  if (written.length > 2) return [year];
  if (year <= LATE) return [2000 + year];
  return year >= EARLY ? [1900 + year] : [1900 + year, 2000 + year];
}

function monthOf(name: string, language: Language): number | undefined {
  const folded = name.toLowerCase();
  const english = languageOf("en").months;
  return language.months.get(folded) ?? english.get(folded) ?? (folded === "sept" ? 9 : undefined);
}

function isReal({ year, month, day }: Day): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A day as people say it: `3 April 2026`. */
function saidDay(day: Day, language: Language): string {
  const date = new Date(0);
  date.setUTCFullYear(day.year, day.month - 1, day.day);
  const tag = language.tag === "en" ? "en-GB" : language.tag;
  const options = { timeZone: "UTC", calendar: "gregory", day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(tag, options).format(date);
}

function apart(text: string): readonly [string, string | null] {
  const iso = /^(\d{4}-\d{2}-\d{2})T(.*)$/.exec(text);
  if (iso) return [iso[1] ?? "", iso[2] ?? ""];
  for (const match of text.matchAll(/[,\s]+/g)) {
    const clock = text.slice(match.index + match[0].length);
    const [, , minute, , , half] = CLOCK.exec(clock) ?? [];
    if (minute !== undefined || half !== undefined) return [text.slice(0, match.index), clock];
  }
  return [text, null];
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** The moments at which the clocks show this: none where they skip it, two where they show it twice. */
function moments(day: string, at: string, timeZone: string, offset: number | undefined): string[] {
  const shown = Date.parse(`${day}T${at}Z`);
  if (offset !== undefined) return [isoText(shown - offset * 60_000)];
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const wall = { year, month, day: date, hour, minute };
  const first = instantOf(wall, timeZone).getTime();
  const rest = shown % 60_000;
  const shows = (moment: number) => {
    const seen = wallTime(new Date(moment), timeZone);
    return Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute) === shown - rest;
  };
  const around = [-120, -60, -30, 0, 30, 60, 120].map((minutes) => first + minutes * 60_000).filter(shows);
  return around.map((moment) => isoText(moment + rest));
}

function skipped(day: string, at: string, timeZone: string, language: Language): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const [hour = 0, minute = 0] = at.split(":").map(Number);
  const after = wallTime(instantOf({ year, month, day: date, hour, minute }, timeZone), timeZone);
  const shown = `${String(after.hour).padStart(2, "0")}:${String(after.minute).padStart(2, "0")}`;
  const said = saidDay({ year, month, day: date }, language);
  return `does not exist: the clocks go forward on ${said}, and skip ${at.slice(0, 5)}. Is ${shown} meant?`;
}

function withOffset(moment: string, timeZone: string): string {
  const time = Date.parse(moment);
  const { year, month, day, hour, minute } = wallTime(new Date(time), timeZone);
  const minutes = Math.round(
    (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(time / 60_000) * 60_000) / 60_000,
  );
  const pad = (value: number) => String(Math.abs(value)).padStart(2, "0");
  return `${pad(hour)}:${pad(minute)} ${minutes < 0 ? "-" : "+"}${pad(Math.trunc(minutes / 60))}${pad(minutes % 60)}`;
}

function isoText(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

function tidy(text: string): string {
  return plainText(text).replace(/\s+/g, " ");
}
