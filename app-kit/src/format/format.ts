import { dateText, daysBetween, instantOf, parseDateText, parseTimeText, wallTime } from "./zoned";

export interface Locale {
  readonly locale: string;
  /** The language in which values are read, as the application has it; that of `locale` where none is given. */
  readonly language?: string;
  readonly currency: string;
  readonly timeZone: string;
}

/** Numbers, money, dates and times in the words and signs of a locale, currency and time zone. */
export interface Format extends Locale {
  readonly language: string;
  number(value: number, digits?: number): string;
  money(value: number): string;
  /** The sign of the currency, e.g. `£`. */
  readonly currencySign: string;
  /** Decimal places the currency has. */
  readonly currencyDigits: number;
  /** `21 Nov 2026` from `2026-11-21`. */
  date(value: string): string;
  /** `21 Nov 2026, 09:30` from an ISO instant. */
  dateTime(value: string): string;
  /** `09:30` from `09:30:00` or an ISO instant. */
  time(value: string): string;
  /** `tomorrow`, `Mon 09:30`, `in 3 weeks`: near times in words, far ones as dates. */
  relative(value: string): string;
  /** Today in the time zone, as `2026-11-21`. */
  today(): string;
  /** The day an instant or date falls on in the time zone. */
  dayOf(value: string): string;
  list(values: readonly string[]): string;
  /** First day of the week: 0 Sunday to 6 Saturday. */
  readonly weekStart: number;
}

/** A format for the given locale; `now` lets a test hold the clock. */
export function createFormat(
  { locale, language = locale, currency, timeZone }: Locale,
  now: () => Date = () => new Date(),
): Format {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency });
  const whole = new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "medium" });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "short" });
  const wallClock = new Intl.DateTimeFormat(locale, { timeZone: "UTC", timeStyle: "short" });
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  const thisYear = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" });
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const conjunction = new Intl.ListFormat(locale, { style: "long", type: "conjunction" });
  const currencyDigits = money.resolvedOptions().maximumFractionDigits ?? 2;
  const numbers = new Map<number, Intl.NumberFormat>();
  const numberOf = (digits: number) => {
    const found = numbers.get(digits) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
    numbers.set(digits, found);
    return found;
  };

  const dayOf = (value: string) => (value.length <= 10 ? value : dateText(wallTime(new Date(value), timeZone)));
  const today = () => dateText(wallTime(now(), timeZone));
  const asUtc = (value: string) => new Date(`${value}T00:00Z`);
  const isReadable = (value: string) => !Number.isNaN(Date.parse(value));

  return {
    locale,
    language,
    currency,
    timeZone,
    currencyDigits,
    currencySign: money.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency,
    weekStart: weekStartOf(locale),
    number: (value, digits = 2) => numberOf(digits).format(value),
    money: (value) => (Number.isInteger(value) && Math.abs(value) >= 10_000 ? whole : money).format(value),
    date: (value) => (parseDateText(value) ? day.format(asUtc(dayOf(value))) : value),
    dateTime: (value) =>
      isReadable(value) ? `${day.format(asUtc(dayOf(value)))}, ${clock.format(new Date(value))}` : value,
    time: (value) => {
      const wall = parseTimeText(value);
      if (wall) return wallClock.format(new Date(Date.UTC(2000, 0, 1, wall.hour, wall.minute)));
      return isReadable(value) ? clock.format(new Date(value)) : value;
    },
    relative: (value) => {
      if (!isReadable(value)) return value;
      const hasTime = value.length > 10;
      const on = dayOf(value);
      const days = daysBetween(today(), on);
      const time = hasTime ? ` ${clock.format(new Date(value))}` : "";
      if (Math.abs(days) <= 1) return `${capital(words.format(days, "day"))}${time}`;
      if (days > 1 && days < 7) return `${weekday.format(asUtc(on))}${time}`;
      const sameYear = on.slice(0, 4) === today().slice(0, 4);
      return sameYear ? `${thisYear.format(asUtc(on))}${time}` : day.format(asUtc(on));
    },
    today,
    dayOf,
    list: (values) => conjunction.format(values),
  };
}

/** The instant at the start of a day in a time zone, as an ISO text. */
export function startOfDay(day: string, timeZone: string): string {
  const date = parseDateText(day);
  if (!date) return day;
  return instantOf({ ...date, hour: 0, minute: 0 }, timeZone).toISOString();
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function weekStartOf(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const first = info.getWeekInfo?.().firstDay ?? info.weekInfo?.firstDay ?? 1;
  return first % 7;
}
