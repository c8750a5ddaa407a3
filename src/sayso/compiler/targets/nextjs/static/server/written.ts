// Values written as text in addresses, such as filters and cursors.
import { isNumber, type Kind } from "./model";

/** The text is not a value of the kind; the message completes a label: `Price` + `must be a number.` */
export class Unreadable extends Error {}

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}(:?\d{2})?)?$/;
const YES = new Set(["true", "t", "yes", "y", "1", "on", "x", "✓", "ja", "oui", "si", "sí"]);
const NO = new Set(["false", "f", "no", "n", "0", "off", "-", "nein", "non"]);
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (!year || !month || !day || year === "0000") return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** A value in an address, in the form that PostgreSQL reads. */
export function readValue(kind: Kind, text: string): string | boolean {
  if (text.includes("\0")) throw new Unreadable("must not contain the character NUL.");
  if (isNumber(kind)) return String(readNumber(text, kind));
  switch (kind) {
    case "boolean":
      return readYesOrNo(text);
    case "date":
      return readDay(text);
    case "datetime":
      return isDay(text) || MOMENT.test(text)
        ? text
        : fail("must be a date and time like 2026-11-21T09:30:00Z.");
    case "time":
      return readTime(text);
    case "uuid":
    case "image":
    case "file":
      return isUuid(text) ? text : fail("must be the id of a record.");
    default:
      return text;
  }
}

/** `1,234.50`, `1.234,50`, `1 234,5` and `£12` are the same kind of thing. */
export function readNumber(text: string, kind: Kind = "decimal"): number {
  let bare = text.trim().replace(/^(?:[$€£¥₹]|[A-Z]{3}\s)|(?:[$€£¥₹]|\s[A-Z]{3})$/g, "");
  bare = bare.replace(/[\s\u00a0']/g, "");
  if (bare.includes(",") && bare.includes(".")) {
    const thousands = bare.lastIndexOf(".") > bare.lastIndexOf(",") ? "," : ".";
    bare = bare.replaceAll(thousands, "").replace(",", ".");
  } else if (/^-?[1-9]\d{0,2}(,\d{3})+$/.test(bare)) bare = bare.replaceAll(",", "");
  else bare = bare.replace(",", ".");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(bare) ? Number(bare) : Number.NaN;
  if (Number.isNaN(value)) return fail("must be a number.");
  if (kind === "integer" && !Number.isSafeInteger(value)) return fail("must be a whole number.");
  return value;
}

export function readYesOrNo(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : fail("must be yes or no.");
}

/** A day in a common way of writing it; the day comes before the month unless that cannot be. */
export function readDay(text: string): string {
  const bare = text.trim().replaceAll(",", "").replace(/\s+/g, " ").toLowerCase();
  const [, year, month, day] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(bare) ?? [];
  if (year && month && day) return wholeDay(year, Number(month), Number(day));
  const [, first = "", second = "", short = ""] = /^(\w+)[-/. ]+(\w+)[-/. ]+(\d{2,4})$/.exec(bare) ?? [];
  const century = Number(short) < 69 ? "20" : "19";
  const long = short.length === 2 ? century + short : short;
  const named = [first, second].findIndex((part) => MONTHS.includes(part.slice(0, 3)) && !/\d/.test(part));
  if (named >= 0) {
    const [word, number] = named === 0 ? [first, second] : [second, first];
    return wholeDay(long, MONTHS.indexOf(word.slice(0, 3)) + 1, Number(number));
  }
  const [one, two] = [Number(first), Number(second)];
  return two > 12 ? wholeDay(long, one, two) : wholeDay(long, two, one);
}

/** A time of day: `9:30` and `09:30:00`, also `9:30 pm`. */
export function readTime(text: string): string {
  const bare = text.trim().toLowerCase().replaceAll(" ", "");
  const [, hour, minute, second = "00", half] =
    /^(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?(am|pm)?$/.exec(bare) ?? [];
  if (!hour || (!minute && !half)) return fail("must be a time like 09:30.");
  const hours = half ? (Number(hour) % 12) + (half === "pm" ? 12 : 0) : Number(hour);
  if (hours > 23 || Number(minute ?? 0) > 59 || Number(second) > 59)
    return fail("must be a time like 09:30.");
  return `${String(hours).padStart(2, "0")}:${minute ?? "00"}:${second}`;
}

/** A moment: ISO 8601, or a day and a time on the site's clock; a day alone is its midnight. */
export function readMoment(text: string, timeZone: string): string {
  const bare = text.trim();
  if (MOMENT.test(bare) && /(Z|[+-]\d{2}:?\d{2})$/.test(bare)) return new Date(bare).toISOString();
  const [, day = bare, clock] =
    /^(.+?)[ T](\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?)$/i.exec(bare.replace(",", "")) ?? [];
  try {
    return onTheClock(`${readDay(day)}T${clock ? readTime(clock) : "00:00:00"}`, timeZone);
  } catch {
    return fail("must be a date and time like 2026-11-21 09:30.");
  }
}

/** Choices separated by commas, semicolons or bars. */
export function readChoices(text: string): string[] {
  return text
    .split(/[,;|]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The moment at which a clock in the time zone shows this. */
function onTheClock(local: string, timeZone: string): string {
  const wanted = Date.parse(`${local}Z`);
  let moment = wanted;
  for (let round = 0; round < 2; round += 1) moment = wanted - offsetAt(moment, timeZone);
  return new Date(moment).toISOString();
}

function offsetAt(moment: number, timeZone: string): number {
  const shown = new Date(moment).toLocaleString("sv-SE", { timeZone, hour12: false });
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000;
}

function wholeDay(year: string, month: number, day: number): string {
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isDay(text) ? text : fail("must be a date like 2026-11-21.");
}

function fail(message: string): never {
  throw new Unreadable(message);
}
