import { createFormat, type Format } from "../format/format";
import { browserLanguage } from "../format/language";
import type { Card, ValueFormat } from "./card";
import { periodsIn } from "./periods";
import { finite } from "./reading";

/** Texts for the values of a card, in the words and signs of who looks. */
export interface Wording {
  readonly locale: string;
  /** A value in full. */
  full(value: unknown, format?: ValueFormat): string;
  /** A value with as few signs as will do, for axes and narrow places. */
  short(value: unknown, format?: ValueFormat): string;
  /** The name of a place on an axis. */
  axis(value: unknown, format?: ValueFormat): string;
  /** `tomorrow`, `21 Nov, 09:30`: near times in words. */
  near(moment: string): string;
  /** A day or a moment in full. */
  exact(moment: string): string;
}

const known = new Map<string, Wording>();

/** The wording of a card in the locale of the browser; making one is slow, so that cards share them. */
export function wordingOf({ currency = "", unit = "" }: Pick<Card, "currency" | "unit">): Wording {
  const locale = browserLanguage();
  const key = [locale, currency, unit].join("\n");
  const found = known.get(key) ?? make(locale, currency.toUpperCase(), unit);
  known.set(key, found);
  return found;
}

function make(locale: string, currency: string, unit: string): Wording {
  const dates = datesIn(locale);
  const periods = periodsIn(locale);
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
  const money = moneyIn(locale, currency, {});
  const wholeMoney = moneyIn(locale, currency, { minimumFractionDigits: 0, maximumFractionDigits: 0 });
  const shortMoney = moneyIn(locale, currency, { notation: "compact", maximumFractionDigits: 1 });
  const plain = (value: number) => (value !== 0 && Math.abs(value) < 0.01 ? small : numbers).format(value);

  const full = (value: unknown, format: ValueFormat = "number"): string => {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return value ? "Yes" : "No";
    if (format === "date") {
      return typeof value === "string" ? (periods.full(value) ?? dates.date(dayPart(value))) : String(value);
    }
    if (format === "datetime") return typeof value === "string" ? dates.dateTime(value) : String(value);
    const figure = finite(value);
    if (figure !== null && format === "percent") return percent.format(figure);
    if (figure !== null && format === "money") return money.format(figure);
    if (figure !== null && format === "number") return plain(figure);
    if (typeof value === "number") return plain(value);
    return typeof value === "object" ? JSON.stringify(value).slice(0, 300) : String(value);
  };
  return {
    locale,
    full: (value, format) => {
      const text = full(value, format);
      return unit && format === "number" && finite(value) !== null ? `${text} ${unit}` : text;
    },
    short: (value, format = "number") => {
      const figure = finite(value);
      if (figure === null || format === "percent") return full(value, format);
      if (Math.abs(figure) >= 10_000) return (format === "money" ? shortMoney : compact).format(figure);
      return format === "money" && Number.isInteger(figure) ? wholeMoney.format(figure) : full(value, format);
    },
    axis: (value, format = "text") => {
      if (value === null || value === undefined || value === "") return "None";
      if (typeof value === "string" && format !== "text") {
        return periods.short(value) ?? dates.place(value, format) ?? full(value, format);
      }
      return full(value, format);
    },
    near: dates.relative,
    exact: (moment) => (moment.length > 10 ? dates.dateTime(moment) : dates.date(moment)),
  };
}

interface Dates extends Pick<Format, "date" | "dateTime" | "relative"> {
  /** A date as short as an axis needs it: `21 Nov`, `21 Nov, 09:30`. */
  place(value: string, format: ValueFormat): string | null;
}

function datesIn(locale: string): Dates {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { date, dateTime, relative } = createFormat({ locale, currency: "USD", timeZone });
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" });
  const clock = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return {
    date,
    dateTime,
    relative,
    place: (value, format) => {
      if (Number.isNaN(Date.parse(value))) return null;
      if (format === "date") return day.format(new Date(`${dayPart(value)}T00:00Z`));
      return format === "datetime" ? clock.format(new Date(value)) : null;
    },
  };
}

/** The day of a moment that was written with midnight for want of a time. */
function dayPart(value: string): string {
  return value.slice(0, 10);
}

/** Without a currency, or with one that nobody knows, money is a number with two places. */
function moneyIn(locale: string, currency: string, more: Intl.NumberFormatOptions): Intl.NumberFormat {
  const plain = { minimumFractionDigits: more.notation ? 0 : 2, maximumFractionDigits: 2, ...more };
  if (!/^[A-Z]{3}$/.test(currency)) return new Intl.NumberFormat(locale, plain);
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...more });
}

const AGES = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How old something is: `12 minutes old`. */
export function ageOf(at: string, now: number): string {
  const seconds = (now - Date.parse(at)) / 1_000;
  if (Number.isNaN(seconds)) return "";
  for (const [unit, length] of AGES) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? "" : "s"} old`;
  }
  return "Less than a minute old";
}
