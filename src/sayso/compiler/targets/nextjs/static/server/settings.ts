// What the widest role may set in the running application.
import { saveSettings } from "./database";
import type { SettingModel } from "./model";
import { appModule } from "./module";
import { Denied, type FieldProblem, InvalidFields } from "./problems";
import type { Session } from "./session";
import type { Row } from "./statement";

const LONGEST_TEXT = 500;

/** Every setting with what it is now. */
export function shownSettings(session: Session): { settings: SettingModel[] } {
  demandWidestRole(session);
  return {
    settings: appModule.settings.map((one) => ({ ...one, value: session.settings[one.key] ?? null })),
  };
}

/** Changes what is named; null goes back to how the application began. In force at once. */
export async function changeSettings(
  session: Session,
  given: unknown,
): Promise<{ settings: SettingModel[] }> {
  demandWidestRole(session);
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InvalidFields([{ field: "", message: "Send an object of settings and their values." }]);
  }
  const errors = Object.entries(given).flatMap(([key, value]) => problemWith(key, value));
  if (errors.length) throw new InvalidFields(errors);
  const changed: Row = { ...session.settings, ...given };
  const begun = new Map(appModule.settings.map(({ key, value }) => [key, value]));
  const kept = Object.entries(changed).filter(([key, value]) => value !== null && value !== begun.get(key));
  await saveSettings(session.siteId, Object.fromEntries(kept));
  return shownSettings({
    ...session,
    settings: { ...Object.fromEntries(begun), ...Object.fromEntries(kept) },
  });
}

function demandWidestRole(session: Session): void {
  if (session.role !== appModule.widestRole) throw new Denied("Your role may not set up the application.");
}

function problemWith(key: string, value: unknown): FieldProblem[] {
  const setting = appModule.settings.find((one) => one.key === key);
  if (!setting) return [{ field: key, message: `There is no setting “${key.slice(0, 60)}”.` }];
  const wanted = value === null ? undefined : wantedInstead(setting, value);
  return wanted ? [{ field: key, message: `${setting.label} must be ${wanted}.` }] : [];
}

function wantedInstead({ key, type, options }: SettingModel, value: unknown): string | undefined {
  if (type === "boolean") return typeof value === "boolean" ? undefined : "true or false";
  if (type === "number") return typeof value === "number" ? undefined : "a number";
  if (typeof value !== "string" || value.length > LONGEST_TEXT || value.includes("\0")) {
    return `a text of at most ${LONGEST_TEXT} characters`;
  }
  if (type === "enum") return options.includes(value) ? undefined : `one of: ${options.join(", ")}`;
  if (key === "currency")
    return /^[A-Z]{3}$/.test(value) ? undefined : "a code of three letters, such as EUR";
  if (key === "time_zone") return isTimeZone(value) ? undefined : "a place such as Europe/London";
  if (key === "locale")
    return /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/.test(value)
      ? undefined
      : "a language such as en or de-AT";
  return undefined;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name === "UTC" || name.includes("/");
  } catch {
    return false;
  }
}
