import { useMemo } from "react";
import { type Session, useSession } from "../data/session";
import { createFormat, type Format } from "./format";

/** The format of the present session: its locale, currency and time zone. */
export function useFormat(): Format {
  const { data: session } = useSession();
  const settings = session?.settings;
  return useMemo(() => formatOf(settings), [settings]);
}

/** A setting such as `en` leaves the region to the browser; `en-GB` does not. */
function localeFor(setting: string | undefined): string {
  const wanted = setting?.replace("_", "-");
  if (!wanted) return navigator.language || "en";
  return navigator.languages?.find((language) => language.startsWith(`${wanted}-`)) ?? wanted;
}

function formatOf(settings: Session["settings"] | undefined): Format {
  const text = (key: string) => {
    const value = settings?.[key];
    return typeof value === "string" && value ? value : undefined;
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const wanted = {
    locale: localeFor(text("locale")),
    currency: text("currency") ?? "USD",
    timeZone: text("time_zone") ?? zone,
  };
  try {
    return createFormat(wanted);
  } catch {
    return createFormat({ locale: "en", currency: "USD", timeZone: zone });
  }
}
