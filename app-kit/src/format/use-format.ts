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
  return navigator.languages?.find((language) => language.startsWith(`${wanted}-`)) ?? wanted;
}

function formatOf(settings: Settings): Format {
  const text = (key: string) => {
    const value = settings[key];
    return typeof value === "string" && value ? value : undefined;
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const wanted = {
    locale: localeFor(text("locale")),
    language: text("locale")?.replace("_", "-") ?? browserLanguage(),
    currency: text("currency") ?? "USD",
    timeZone: text("time_zone") ?? zone,
  };
  try {
    return createFormat(wanted);
  } catch {
    return createFormat({ locale: "en", currency: "USD", timeZone: zone });
  }
}
