import { browserLanguage, createFormat } from "@sayso/app-kit";

/** Times and numbers as this browser's person writes them; models are paid in US dollars. */
export const format = createFormat({
  locale: browserLanguage(),
  currency: "USD",
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
