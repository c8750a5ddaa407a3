// Writes src/sayso/kit/notation/languages.json: how languages write numbers and days, from the platform's own Intl,
// so that what Python reads and what the browser reads follow the same data. Run: node scripts/languages.mjs
import { writeFileSync } from "node:fs";

const LOCALES = (
  "ar ar-EG ar-SA bg cs da de de-AT de-CH el en en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es es-MX et fa fi fr " +
  "fr-BE fr-CA fr-CH he hi hr hu id it it-CH ja ko lt lv nb nl nl-BE pl pt pt-BR pt-PT ro ru sk sl sr sv th tr uk vi " +
  "zh zh-CN zh-TW"
).split(" ");
/** Languages whose regions write days in different orders: without a region neither is theirs. */
const OF_TWO_ORDERS = new Set(["en"]);

const ascii = (text) => text.replace(/[\u200e\u200f]/g, "");
const named = (locale, options, month) =>
  new Intl.DateTimeFormat(locale, { timeZone: "UTC", calendar: "gregory", ...options })
    .formatToParts(Date.UTC(2026, month, 15))
    .find(({ type }) => type === "month")?.value ?? "";

const languages = Object.fromEntries(
  LOCALES.map((locale) => {
    const number = new Intl.NumberFormat(locale).formatToParts(-1234567.8);
    const sign = (wanted) => ascii(number.find(({ type }) => type === wanted)?.value ?? "");
    const day = new Intl.DateTimeFormat(locale, {
      timeZone: "UTC", calendar: "gregory", year: "numeric", month: "2-digit", day: "2-digit",
    }).formatToParts(0);
    const order = day.filter(({ type }) => ["day", "month", "year"].includes(type)).map(({ type }) => type[0]);
    const separator = ascii(day.find(({ type }) => type === "literal")?.value ?? "").trim();
    const months = Array.from({ length: 12 }, (_, month) => {
      const names = ["long", "short"].flatMap((style) => [
        named(locale, { month: style }, month),
        named(locale, { month: style, day: "numeric" }, month),
        named(locale, { month: style, day: "numeric", year: "numeric" }, month),
      ]);
      return [...new Set(names.map((name) => ascii(name).replace(/\.$/, "").toLowerCase()))].filter(
        (name) => name && !/\d/.test(name),
      );
    });
    const value = {
      decimal: sign("decimal"),
      group: sign("group"),
      order: OF_TWO_ORDERS.has(locale) ? "" : order.join(""),
      separator,
      months,
    };
    return [locale, value];
  }),
);
writeFileSync("src/sayso/kit/notation/languages.json", `${JSON.stringify(languages, null, 0).replaceAll('},"', '},\n"')}\n`);
