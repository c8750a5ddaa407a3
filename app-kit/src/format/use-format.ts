import { type Session, useSession } from "../data/session";
import { createFormat, type Format } from "./format";
import { browserLanguage } from "./language";

type Settings = Session["settings"];

const NONE: Settings = {};
const known = new WeakMap<Settings, Format>();

/** The format of the present session: its locale, currency and time zone. Making one is slow, so all share it. */
export function useFormat(): Format {
  const { data: session } = useSession();
  const settings = session?.settings ?? NONE;
  const found = known.get(settings) ?? formatOf(settings);
  known.set(settings, found);
  return found;
}

/** A setting such as `en` leaves the region to the browser; `en-GB` does not. */
function localeFor(setting: string | undefined): string {
  const wanted = setting?.replace("_", "-");
  if (!wanted) return browserLanguage();
  return navigator.languages?.find((language) => language.startsWith(`${wanted}-`) && works({ language })) ?? wanted;
}

/** What of the settings the browser knows; each that it does not know gives way by itself. */
export function formatOf(settings: Settings): Format {
  const text = (key: string) => {
    const value = settings[key];
    return typeof value === "string" && value ? value : undefined;
  };
  const locale = localeFor(text("locale"));
  const language = text("locale")?.replace("_", "-") ?? browserLanguage();
  const currency = text("currency") ?? "USD";
  const timeZone = text("time_zone");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return createFormat({
    locale: works({ language: locale }) ? locale : "en",
    language: works({ language }) ? language : "en",
    currency: works({ currency }) ? currency : "USD",
    timeZone: timeZone && works({ timeZone }) ? timeZone : here,
  });
}

function works({ language = "en", currency = "USD", timeZone = "UTC" }): boolean {
  try {
    new Intl.NumberFormat(language, { style: "currency", currency });
    new Intl.DateTimeFormat(language, { timeZone });
    return true;
  } catch {
    return false;
  }
}
