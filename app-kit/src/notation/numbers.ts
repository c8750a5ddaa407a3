import { type Language, languageOf } from "./languages";
import { oneOf, plainText, type Reading, refused, valued } from "./reading";

/** What a number is for. */
export type NumberKind = "integer" | "decimal" | "money";

export interface NumberWanted {
  readonly kind?: NumberKind;
  /** The currency in which amounts are; any other beside the number is refused. */
  readonly currency?: string | undefined;
  /** Decimals that an amount keeps. */
  readonly places?: number | undefined;
}

/** Signs of currencies, and the codes that each may stand for. */
const SIGNS: readonly (readonly [string, string])[] = [
  ["US$", "USD"],
  ["A$", "AUD"],
  ["C$", "CAD"],
  ["R$", "BRL"],
  ["$", "USD AUD CAD NZD MXN SGD HKD ARS CLP COP"],
  ["€", "EUR"],
  ["£", "GBP EGP"],
  ["¥", "JPY CNY"],
  ["円", "JPY"],
  ["元", "CNY"],
  ["₹", "INR"],
  ["₺", "TRY"],
  ["₽", "RUB"],
  ["₩", "KRW"],
  ["₪", "ILS"],
  ["₴", "UAH"],
  ["฿", "THB"],
  ["₫", "VND"],
  ["₱", "PHP"],
  ["₦", "NGN"],
  ["zł", "PLN"],
  ["kr", "SEK NOK DKK ISK"],
  ["Kč", "CZK"],
  ["Ft", "HUF"],
  ["Fr.", "CHF"],
  ["SFr.", "CHF"],
  ["Fr", "CHF"],
];
const CODE = /^([A-Z]{3})(?=[\s\d.,(+-])|(?<=[\s\d.,)])([A-Z]{3})$/;
const NUMBER = /^(?:\d[\d.,' ]*|[.,]\d+)$/;
const POWER = /^(\d+)(?:[.,](\d+))?[eE]([+-]?\d{1,2})$/;
const THREES = /^[1-9]\d{0,2}([.,' ])\d{3}(?:\1\d{3})*$/;
const LAKHS = /^[1-9]\d?(?:,\d{2})*,\d{3}$/;
const LONGEST = 80;
const HINT = "Write it so that only one of them fits.";
const NOT = "must be a number.";

/** The text is not a number; the message completes a label. */
class NoNumber extends Error {}

/**
 * The number that a person wrote in a language, as an exact decimal text.
 *
 * A sign that can only set off decimals, or only thousands, is read as that in any language. A single point or comma
 * is read as the language has it, unless the text would be another number elsewhere and does not look as the language
 * writes it itself: `4,5` in English, `1.500` in English, `1,234` in German.
 */
export function readNumber(text: string, tag: string, wanted: NumberWanted = {}): Reading {
  const { kind = "decimal", currency, places } = wanted;
  const language = languageOf(tag);
  try {
    const [bare, sign] = signed(withoutCurrency(plainText(text), currency));
    if (bare.length > LONGEST) return refused("has too many characters for a number.");
    if (bare.endsWith("%")) return percent(bare, sign, language, kind);
    const values = readings(bare, language, tag, kind).map((value) => (value === "0" ? value : sign + value));
    const [first = ""] = values;
    if (values.length === 1) return fitting(first, kind, places);
    return oneOf(
      values.map((value) => ({ value, said: saidNumber(value, language) })),
      HINT,
    );
  } catch (error) {
    if (error instanceof NoNumber) return refused(error.message);
    throw error;
  }
}

/** The number, if it can be kept as it is; nothing is rounded. */
export function fitting(value: string, kind: NumberKind, places?: number): Reading {
  const decimals = value.split(".")[1]?.length ?? 0;
  if (kind === "integer" && decimals) return refused("must be a whole number.");
  const most = places ?? 2;
  if (kind === "money" && decimals > most)
    return refused(`must have ${most === 0 ? "no decimals" : `at most ${most} decimals`}; it is not rounded for you.`);
  return valued(value);
}

/** A number as the language writes it. */
export function saidNumber(value: string, language: Language): string {
  const [whole = "0", rest] = value.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language.group);
  return `${value.startsWith("-") ? "-" : ""}${grouped}${rest ? (language.decimal || ".") + rest : ""}`;
}

/** A number in a form that the language reads one way: its own sign for decimals, and never three of them alone. */
export function exactNumber(value: string | number, tag: string): string {
  const plain = plainDecimal(String(value));
  const [whole = "", rest] = plain.split(".");
  if (!rest) return plain;
  const isThree = rest.length === 3 && /^-?[1-9]\d{0,2}$/.test(whole);
  return `${whole}${languageOf(tag).decimal || "."}${rest}${isThree ? "0" : ""}`;
}

function readings(bare: string, language: Language, tag: string, kind: NumberKind): string[] {
  if (POWER.test(bare)) {
    if (kind !== "decimal") throw new NoNumber("must be written out, without an exponent.");
    return [plainDecimal(bare)];
  }
  if (!NUMBER.test(bare) || !/\d$/.test(bare)) throw new NoNumber(NOT);
  const used = new Set(bare.replace(/\d/g, ""));
  if (used.has(" ") || used.has("'")) return [withBlanks(bare, used)];
  const [sign = ""] = used;
  if (!sign) return [joined(bare)];
  const last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  if (used.size === 2) return [joined(grouped(bare.slice(0, last), tag), bare.slice(last + 1))];
  if (bare.split(sign).length > 2) return [joined(grouped(bare, tag))];
  const [whole, rest] = [bare.slice(0, last), bare.slice(last + 1)];
  const decimal = joined(whole, rest);
  if (/^0*$/.test(whole)) return [decimal];
  const thousands = joined(whole + rest);
  if (THREES.test(bare)) return sign === language.group ? [thousands] : [decimal, thousands];
  return sign === language.group ? [decimal, thousands] : [decimal];
}

/** A number whose thousands are set off by blanks or apostrophes; a point or comma is for decimals then. */
function withBlanks(bare: string, used: ReadonlySet<string>): string {
  const points = [".", ","].filter((one) => used.has(one));
  const [whole = "", rest, ...more] = points[0] ? bare.split(points[0]) : [bare];
  if (points.length > 1 || more.length || (rest !== undefined && !/^\d+$/.test(rest)) || !THREES.test(whole))
    throw new NoNumber(NOT);
  return joined(whole.replace(/[ ']/g, ""), rest);
}

function grouped(text: string, tag: string): string {
  const isIndian = ["en-in", "hi", "hi-in"].includes(tag.toLowerCase().replace("_", "-"));
  if (/^\d+$/.test(text) || THREES.test(text) || (isIndian && LAKHS.test(text))) return text.replace(/\D/g, "");
  throw new NoNumber(NOT);
}

function joined(whole: string, rest = ""): string {
  const decimals = rest.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "") || "0"}${decimals ? `.${decimals}` : ""}`;
}

/** A number without an exponent: `1.5e3` is `1500`. */
function plainDecimal(text: string): string {
  const [, whole, rest = "", power] = POWER.exec(text.replace(/^-/, "")) ?? [];
  if (whole === undefined) return text;
  const sign = text.startsWith("-") ? "-" : "";
  const shift = Number(power);
  const digits = whole + rest;
  const point = whole.length + shift;
  if (point <= 0) return sign + joined("0", "0".repeat(-point) + digits);
  return sign + joined(digits.slice(0, point).padEnd(point, "0"), digits.slice(point));
}

function signed(text: string): readonly [string, "" | "-"] {
  if (text.startsWith("(") && text.endsWith(")")) return [text.slice(1, -1).trim(), "-"];
  if (/^[-+]/.test(text)) return [text.slice(1).trim(), text.startsWith("-") ? "-" : ""];
  return [text, ""];
}

/** The text without the currency before or after the number; also inside parentheses or behind a sign. */
function withoutCurrency(text: string, currency: string | undefined): string {
  const lead = /^[(+-]\s*/.exec(text)?.[0] ?? "";
  const rest = text.slice(lead.length);
  const closed = rest.endsWith(")") && lead.startsWith("(") ? ")" : "";
  const [bare, codes] = currencyOf(closed ? rest.slice(0, -1) : rest);
  if (!codes.length) return text;
  if (currency !== undefined && !codes.includes(currency))
    throw new NoNumber(`is in ${codes[0]}, but amounts here are in ${currency}.`);
  return `${lead}${bare}${closed}`;
}

function currencyOf(text: string): readonly [string, readonly string[]] {
  const match = CODE.exec(text);
  if (match) return [text.replace(CODE, "").trim(), [match[1] ?? match[2] ?? ""]];
  for (const [sign, codes] of SIGNS) {
    if (text.startsWith(sign)) return [text.slice(sign.length).trim(), codes.split(" ")];
    if (text.endsWith(sign)) return [text.slice(0, -sign.length).trim(), codes.split(" ")];
  }
  return [text, []];
}

function percent(bare: string, sign: string, language: Language, kind: NumberKind): Reading {
  if (kind !== "decimal") return refused("must be a number without a per cent sign.");
  const [number = "0"] = readings(bare.slice(0, -1).trim(), language, "", "decimal");
  const hundredth = plainDecimal(`${number}e-2`);
  return oneOf(
    [number, hundredth].map((one) => ({ value: sign + one, said: saidNumber(sign + one, language) })),
    "Leave out the per cent sign.",
  );
}
