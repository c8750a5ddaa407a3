import type { Chrono, ParsedResult } from "chrono-node";
import { dateText, parseDateText, timeText, wallTime } from "./zoned";

export interface SpokenDate {
  /** `2026-11-21` */
  readonly day: string;
  /** `15:00`, when a time was said. */
  readonly time: string | null;
}

/** Reads what people type for a date: `2026-11-21`, `21.11.`, `tomorrow 3pm`, `next friday`. */
export async function readDate(text: string, locale: string, timeZone: string): Promise<SpokenDate | null> {
  const typed = text.trim();
  if (!typed) return null;
  const exact = parseDateText(typed);
  if (exact && /^\d{4}-\d{2}-\d{2}$/.test(typed)) return { day: typed, time: null };
  const numeric = readNumeric(typed, locale, wallTime(new Date(), timeZone).year);
  if (numeric) return numeric;
  const wall = wallTime(new Date(), timeZone);
  const reference = new Date(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const found = await firstReading(typed, reference, locale);
  if (!found) return null;
  const part = (name: "year" | "month" | "day" | "hour" | "minute") => found.start.get(name) ?? 0;
  return {
    day: dateText({ year: part("year"), month: part("month"), day: part("day") }),
    time: found.start.isCertain("hour") ? timeText({ hour: part("hour"), minute: part("minute") }) : null,
  };
}

const READERS: Readonly<Record<string, () => Promise<{ readonly casual: Chrono }>>> = {
  de: () => import("chrono-node/de"),
  es: () => import("chrono-node/es"),
  fr: () => import("chrono-node/fr"),
  it: () => import("chrono-node/it"),
  nl: () => import("chrono-node/nl"),
  pt: () => import("chrono-node/pt"),
};

/** Tries the person's own language, then English; the readers are fetched when they are first needed. */
async function firstReading(text: string, reference: Date, locale: string): Promise<ParsedResult | undefined> {
  const own = await READERS[locale.slice(0, 2)]?.();
  const mine = own?.casual.parse(text, reference, { forwardDate: true })[0];
  if (mine) return mine;
  const english = await import("chrono-node/en");
  const reader = locale === "en-US" ? english.casual : english.GB;
  return reader.parse(text, reference, { forwardDate: true })[0];
}

/** `21/11/2026`, `11/21/26`, `21.11.`, each in the order of the locale, with a time after it or not. */
function readNumeric(text: string, locale: string, thisYear: number): SpokenDate | null {
  const match = /^(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2,4})?)?(?:[ ,]+(\d{1,2}):(\d{2}))?$/.exec(text);
  if (!match) return null;
  const order = new Intl.DateTimeFormat(locale, { day: "2-digit", month: "2-digit" })
    .formatToParts(0)
    .map(({ type }) => type);
  const monthFirst = order.indexOf("month") < order.indexOf("day");
  const [first, second] = [Number(match[1]), Number(match[2])];
  const [day, month] = monthFirst ? [second, first] : [first, second];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const year = match[3] === undefined ? thisYear : Number(match[3].length === 2 ? `20${match[3]}` : match[3]);
  const time = match[4] ? timeText({ hour: Number(match[4]), minute: Number(match[5]) }) : null;
  return { day: dateText({ year, month, day }), time };
}
