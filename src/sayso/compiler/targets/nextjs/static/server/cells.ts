// Cells of a sheet: numbers, days and times in the language of the application, as its forms read them.
import { messageOf, type Reading, readDate, readMoment, readNumber, readTime } from "@sayso/app-kit/notation";
import type { Column } from "./model";
import type { Session } from "./session";
import { readChoices, readYesOrNo, Unreadable } from "./written";

/** How the people of an application write: its language and currency, and its clocks. */
export interface Writing {
  readonly language: string;
  readonly currency: string;
  readonly timeZone: string;
}

export function writingOf({ settings, timeZone }: Pick<Session, "settings" | "timeZone">): Writing {
  const text = (key: string, otherwise: string) => String(settings[key] || otherwise);
  return { language: text("locale", "en"), currency: text("currency", "USD"), timeZone };
}

/** The value that a cell holds; what can be read two ways is refused with both. */
function valueIn(reading: Reading): string {
  if (reading.kind === "value") return reading.value;
  throw new Unreadable(messageOf(reading));
}

/** The value of a cell as JSON has it; text that is none of its kind is refused. */
export function readCell({ kind, options = [] }: Column, text: string, writing: Writing): unknown {
  const { language, currency, timeZone } = writing;
  const choice = (one: string) => {
    const wanted = one.trim().toLowerCase();
    return options.find(({ name, label }) => name === wanted || label.toLowerCase() === wanted)?.name ?? one;
  };
  switch (kind) {
    case "integer":
    case "decimal":
    case "money":
      return Number(valueIn(readNumber(text, language, { kind, currency })));
    case "boolean":
      return readYesOrNo(text);
    case "date":
      return valueIn(readDate(text, language));
    case "datetime":
      return valueIn(readMoment(text, language, timeZone));
    case "time":
      return valueIn(readTime(text));
    case "enum":
      return choice(text);
    case "multi_enum":
      return readChoices(text).map(choice);
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        throw new Unreadable("must be JSON.");
      }
    default:
      return text;
  }
}
