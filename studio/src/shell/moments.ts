const STEPS = [
  { unit: "minute", seconds: 60, most: 60 },
  { unit: "hour", seconds: 3_600, most: 24 },
  { unit: "day", seconds: 86_400, most: 14 },
] as const;

/** How long ago or ahead a moment is, in words: `5 minutes ago`; a date where it is far. */
export function relativeTo(now: number, moment: string, locale: string): string {
  const seconds = (Date.parse(moment) - now) / 1_000;
  if (Number.isNaN(seconds)) return moment;
  if (Math.abs(seconds) < 60) return "just now";
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const { unit, seconds: length, most } of STEPS) {
    const count = Math.trunc(seconds / length);
    if (Math.abs(count) < most) return words.format(count, unit);
  }
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(moment));
}

/** A moment to the minute, in the person's time zone. */
export function exactly(moment: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
  return Number.isNaN(Date.parse(moment)) ? moment : format.format(new Date(moment));
}
