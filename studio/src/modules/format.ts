import { browserLanguage, createFormat } from "@sayso/app-kit";

const format = createFormat({
  locale: browserLanguage(),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: "EUR",
});

/** A moment as people here write it. */
export function when(moment: string): string {
  return format.dateTime(moment);
}

/** A number as people here write it. */
export function count(value: number): string {
  return format.number(value);
}
