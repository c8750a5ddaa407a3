/** How stretches of time read that are written `2026-10`, `2026-W41`, `2026-Q4` or `2026`. */
export interface Periods {
  /** In full: `Oct 2026`, `Week 41, 2026`; null for what is no period. */
  full(value: string): string | null;
  /** As short as an axis needs it: `Oct 2026`, `Week 41`. */
  short(value: string): string | null;
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const WEEK = /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/;
const QUARTER = /^(\d{4})[- ]Q([1-4])$/;
const YEAR = /^\d{4}$/;

/** Periods in the words of a language. */
export function periodsIn(locale: string): Periods {
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", year: "numeric" });
  const week = capital(new Intl.DisplayNames(locale, { type: "dateTimeField" }).of("weekOfYear") ?? "week", locale);
  const short = (value: string): string | null => {
    if (MONTH.test(value)) return month.format(new Date(`${value}-01T00:00Z`));
    const [, , number] = WEEK.exec(value) ?? [];
    if (number) return `${week} ${Number(number)}`;
    const [, year, quarter] = QUARTER.exec(value) ?? [];
    if (quarter) return `Q${quarter} ${year}`;
    return YEAR.test(value) ? value : null;
  };
  const full = (value: string): string | null =>
    WEEK.test(value) ? `${short(value)}, ${value.slice(0, 4)}` : short(value);
  return { full, short };
}

function capital(word: string, locale: string): string {
  return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
}
