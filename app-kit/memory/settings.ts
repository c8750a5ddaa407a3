import { expr } from "../src";
import { invalid } from "./answers";

/** A setting of the application and what it is now. */
export interface Setting {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly options: readonly string[];
  readonly value: unknown;
}

const LABELS: Readonly<Record<string, string>> = {
  currency: "Currency",
  time_zone: "Time zone",
  locale: "Language and region",
};

/** Settings from plain values, where nothing more is known of them. */
export function settingsOf(values: Readonly<Record<string, unknown>>): Setting[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value,
    label: LABELS[key] ?? key,
    type: "string",
    options: [],
  }));
}

/** The settings after a change; null goes back to how the application began. */
export function changedSettings(
  settings: readonly Setting[],
  initial: readonly Setting[],
  changes: Readonly<Record<string, unknown>>,
): Setting[] {
  for (const [key, value] of Object.entries(changes)) {
    const known = settings.find((each) => each.key === key);
    const message = known ? problemWith(known, value) : `There is no setting "${key.slice(0, 60)}".`;
    if (message) throw invalid([{ field: key, message }]);
  }
  return settings.map((each) => {
    const change = changes[each.key];
    if (change === undefined) return each;
    return { ...each, value: change ?? initial.find(({ key }) => key === each.key)?.value };
  });
}

function problemWith({ key, label, options }: Setting, value: unknown): string | null {
  if (value === null) return null;
  if (key === "currency" && !Intl.supportedValuesOf("currency").includes(String(value)))
    return "Currency must be one that is in use.";
  if (key === "time_zone" && !isTimeZone(String(value))) return "Time zone must be one such as Europe/Paris.";
  if (options.length && !options.includes(String(value))) return `${label} must be one of: ${options.join(", ")}.`;
  return null;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Has days begin and end where the settings say. */
export function keepTime(settings: readonly Setting[]): void {
  const zone = String(settings.find(({ key }) => key === "time_zone")?.value ?? "UTC");
  if (isTimeZone(zone)) expr.setTimeZone(zone);
}
