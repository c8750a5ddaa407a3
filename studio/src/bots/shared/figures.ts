import { browserLanguage } from "@sayso/app-kit";
import type { Counters } from "../types";

export function countText(count: number): string {
  return new Intl.NumberFormat(browserLanguage()).format(count);
}

/** How many of the runs that ended well or badly ended well: `97 %`; none before the first. */
export function shareText({ successes, errors }: Pick<Counters, "successes" | "errors">): string | null {
  const ended = successes + errors;
  if (ended === 0) return null;
  const share = successes / ended;
  // nearly all is not all
  const shown = share < 1 && share > 0.99 ? 0.99 : share;
  return new Intl.NumberFormat(browserLanguage(), { style: "percent" }).format(shown);
}

/** A moment of today as a time, of another day with the date; to the second. */
export function clockText(moment: string): string {
  const date = new Date(moment);
  const isToday = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(browserLanguage(), {
    ...(isToday ? {} : { dateStyle: "medium" }),
    timeStyle: "medium",
  }).format(date);
}

/** A moment as a plan says it: weekday, date and time, in a time zone. */
export function plannedText(moment: string, timeZone?: string): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  };
  try {
    return new Intl.DateTimeFormat(browserLanguage(), { ...options, ...(timeZone ? { timeZone } : {}) }).format(
      new Date(moment),
    );
  } catch {
    return new Intl.DateTimeFormat(browserLanguage(), options).format(new Date(moment));
  }
}
