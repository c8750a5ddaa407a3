/** How a language writes numbers and days. Empty signs are not known, so that nothing is taken for its own. */
export interface Language {
  readonly tag: string;
  readonly decimal: string;
  readonly group: string;
  /** The order of day, month and year, as `dmy`; empty where regions differ. */
  readonly order: string;
  readonly separator: string;
  /** Numbers of months by their names in small letters. */
  readonly months: ReadonlyMap<string, number>;
}

/** Languages whose regions write days in different orders: without a region neither is theirs. */
const OF_TWO_ORDERS = new Set(["en"]);
const known = new Map<string, Language>();

/** The language of a tag such as `de-AT`, as the platform knows it. */
export function languageOf(tag: string): Language {
  const wanted = tag.replace("_", "-");
  const found = known.get(wanted) ?? languageFor(wanted);
  known.set(wanted, found);
  return found;
}

function languageFor(tag: string): Language {
  const unknown = { tag: "en", decimal: "", group: "", order: "", separator: "", months: new Map() };
  try {
    if (!Intl.NumberFormat.supportedLocalesOf(tag).length) return unknown;
  } catch {
    return unknown;
  }
  const bare = (text: string) => text.replace(/[\u200e\u200f]/g, "");
  const number = new Intl.NumberFormat(tag).formatToParts(-1234567.8);
  const sign = (wanted: string) => bare(number.find(({ type }) => type === wanted)?.value ?? "");
  const day = new Intl.DateTimeFormat(tag, {
    timeZone: "UTC",
    calendar: "gregory",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(0);
  const order = day.flatMap(({ type }) => (type === "day" || type === "month" || type === "year" ? [type[0]] : []));
  const months = new Map<string, number>();
  for (let month = 11; month >= 0; month--)
    for (const name of namesOf(tag, month)) months.set(bare(name).replace(/\.$/, "").toLowerCase(), month + 1);
  return {
    tag,
    decimal: mark(sign("decimal")),
    group: mark(sign("group")),
    order: OF_TWO_ORDERS.has(tag) ? "" : order.join(""),
    separator: bare(day.find(({ type }) => type === "literal")?.value ?? "").trim(),
    months,
  };
}

/** The names of a month: long and short, alone, with a day, and with a year. */
function namesOf(tag: string, month: number): string[] {
  const ways = (["long", "short"] as const).flatMap((style) => [
    { month: style },
    { month: style, day: "numeric" } as const,
    { month: style, day: "numeric", year: "numeric" } as const,
  ]);
  return ways
    .map(
      (options) =>
        new Intl.DateTimeFormat(tag, { timeZone: "UTC", calendar: "gregory", ...options })
          .formatToParts(Date.UTC(2026, month, 15))
          .find(({ type }) => type === "month")?.value ?? "",
    )
    .filter((name) => name && !/\d/.test(name));
}

function mark(sign: string): string {
  if (/^\s$/.test(sign)) return " ";
  return sign === "’" ? "'" : sign === "٫" ? "," : sign === "٬" ? "'" : sign;
}
