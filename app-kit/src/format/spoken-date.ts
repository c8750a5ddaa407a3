import type { Chrono, ParsedResult } from "chrono-node";
import { languageOf, oneOf, type Reading, readDate, readMoment, refused, valued } from "../notation";
import type { Format } from "./format";
import { dateText, timeText, wallTime } from "./zoned";

/** What is needed to read a day: the language, and where the clocks stand. */
export type Spoken = Pick<Format, "language" | "timeZone">;

interface SpokenDate {
  readonly day: string;
  readonly time: string | null;
}

/** Reads what people type for a day: `2026-11-21`, `21.11.`, `next friday`; as `2026-11-21`. */
export async function readDay(text: string, format: Spoken): Promise<Reading> {
  const written = readDate(text, format.language);
  if (!isOpen(written)) return written;
  const short = withoutYear(text.trim(), format);
  if (short) return short;
  const spoken = await speech(text, format);
  return spoken ? valued(spoken.day) : refused("must be a date, such as 21 Nov 2026 or tomorrow.");
}

/**
 * Reads what people type for a moment: `21.11.2026 15:30`, `tomorrow 3pm`; as an ISO text. A day alone gets `time`. A
 * time that the clocks skip is refused, and of one that they show twice it is asked which.
 */
export async function readInstant(text: string, time: string, format: Spoken): Promise<Reading> {
  const { language, timeZone } = format;
  const at = (day: string, clock: string) => readMoment(`${day} ${clock}`, language, timeZone);
  const day = readDate(text, language);
  if (day.kind === "value") return at(day.value, time);
  if (day.kind === "either") return combined(day.ways, (one) => at(one, time), day.hint);
  if (!isOpen(day)) return day;
  const written = readMoment(text, language, timeZone);
  if (!isOpen(written)) return written;
  const short = withoutYear(text.trim(), format);
  if (short?.kind === "value") return at(short.value, time);
  if (short?.kind === "either") return combined(short.ways, (one) => at(one, time), short.hint);
  const spoken = await speech(text, format);
  if (!spoken) return refused("must be a date and time, such as tomorrow 3pm.");
  return at(spoken.day, spoken.time ?? time);
}

function combined(
  ways: readonly { readonly value: string; readonly said: string }[],
  read: (value: string) => Reading,
  hint: string,
): Reading {
  const found = ways.flatMap(({ value, said }) => {
    const moment = read(value);
    return moment.kind === "value" ? [{ value: moment.value, said }] : [];
  });
  return oneOf(found, hint);
}

/** Whether a text was not written as a day, so that it may be one in words. */
function isOpen(reading: Reading): boolean {
  return reading.kind === "refused" && reading.message.startsWith("must be a date");
}

/** `21.11.` and `3/4`: a day of this year, in the order of the language. */
function withoutYear(text: string, { language, timeZone }: Spoken): Reading | null {
  const match = /^(\d{1,2})([./-])(\d{1,2})\.?$/.exec(text);
  if (!match) return null;
  const year = wallTime(new Date(), timeZone).year;
  const [, first, sign, second] = match;
  return readDate([first, second, year].join(sign), languageOf(language).tag);
}

const READERS: Readonly<Record<string, () => Promise<{ readonly casual: Chrono }>>> = {
  de: () => import("chrono-node/de"),
  es: () => import("chrono-node/es"),
  fr: () => import("chrono-node/fr"),
  it: () => import("chrono-node/it"),
  nl: () => import("chrono-node/nl"),
  pt: () => import("chrono-node/pt"),
};

/** A day in words, such as `tomorrow 3pm`; none where a part of the text says nothing. */
async function speech(text: string, { language, timeZone }: Spoken): Promise<SpokenDate | null> {
  const typed = text.trim();
  // What is written in numbers alone was read before; nothing is made of it here.
  if (!typed || !/\p{L}/u.test(typed)) return null;
  const wall = wallTime(new Date(), timeZone);
  const reference = new Date(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const found = await firstReading(typed, reference, language);
  if (!found || bare(found.text) !== bare(typed)) return null;
  const part = (name: "year" | "month" | "day" | "hour" | "minute") => found.start.get(name) ?? 0;
  return {
    day: dateText({ year: part("year"), month: part("month"), day: part("day") }),
    time: found.start.isCertain("hour") ? timeText({ hour: part("hour"), minute: part("minute") }) : null,
  };
}

/** Fetches what reads words, so that saving right after typing does not come too early. */
export function prepareSpeech(language: string): void {
  void READERS[language.slice(0, 2)]?.();
  void import("chrono-node/en");
}

/** Tries the language of the application, then English; the readers are fetched when they are first needed. */
async function firstReading(text: string, reference: Date, language: string): Promise<ParsedResult | undefined> {
  const own = await READERS[language.slice(0, 2)]?.();
  const mine = own?.casual.parse(text, reference, { forwardDate: true })[0];
  if (mine && bare(mine.text) === bare(text)) return mine;
  const english = await import("chrono-node/en");
  const reader = language === "en-US" ? english.casual : english.GB;
  return reader.parse(text, reference, { forwardDate: true })[0];
}

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
