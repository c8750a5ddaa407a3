import type { FieldType } from "./types";

/** A kind of value as people know it. */
export interface FieldTypeWords {
  readonly type: FieldType;
  readonly label: string;
  /** Name of a Lucide icon. */
  readonly icon: string;
}

/** All kinds of value, the common ones first. */
export const FIELD_TYPES: readonly FieldTypeWords[] = [
  { type: "text", label: "Text", icon: "pen" },
  { type: "long_text", label: "Long text", icon: "scroll-text" },
  { type: "integer", label: "Whole number", icon: "hash" },
  { type: "decimal", label: "Number", icon: "calculator" },
  { type: "money", label: "Money", icon: "coins" },
  { type: "boolean", label: "Yes or no", icon: "square-check" },
  { type: "date", label: "Date", icon: "calendar" },
  { type: "datetime", label: "Date and time", icon: "calendar-clock" },
  { type: "time", label: "Time of day", icon: "clock" },
  { type: "enum", label: "Choice", icon: "list" },
  { type: "multi_enum", label: "Several choices", icon: "list-checks" },
  { type: "email", label: "E-mail address", icon: "mail" },
  { type: "phone", label: "Phone number", icon: "phone" },
  { type: "url", label: "Web address", icon: "link" },
  { type: "image", label: "Picture", icon: "image" },
  { type: "file", label: "File", icon: "paperclip" },
  { type: "uuid", label: "Unique code", icon: "fingerprint" },
  { type: "json", label: "Structured data", icon: "code" },
];

const BY_TYPE = new Map(FIELD_TYPES.map((words) => [words.type, words]));
const FALLBACK: FieldTypeWords = { type: "text", label: "Text", icon: "circle" };

/** How people call a kind of value. */
export function typeLabel(type: FieldType): string {
  return (BY_TYPE.get(type) ?? FALLBACK).label;
}

/** The icon of a kind of value. */
export function typeIcon(type: FieldType): string {
  return (BY_TYPE.get(type) ?? FALLBACK).icon;
}

export const isChoice = (type: FieldType): boolean => type === "enum" || type === "multi_enum";
export const isNumber = (type: FieldType): boolean => type === "integer" || type === "decimal" || type === "money";
export const isText = (type: FieldType): boolean =>
  type === "text" || type === "long_text" || type === "email" || type === "url" || type === "phone";
/** Texts that can be merged with others, or split. */
export const isPlainText = (type: FieldType): boolean => type === "text" || type === "long_text";

const words = (text: string) => new RegExp(`(^|_)(${text.replaceAll(" ", "|")})$`);

/** What the last words of a name tell of its type; the first that fits. */
const GUESSES: readonly (readonly [RegExp, FieldType])[] = [
  [/^(is|has|needs|was|can|allows|requires|accepts)_/, "boolean"],
  [/^(number_of|no_of|count_of|how_many)_/, "integer"],
  [words("email e_mail mail mailbox email_address"), "email"],
  [words("phone mobile telephone landline fax whatsapp phone_number mobile_number"), "phone"],
  [words("url link website homepage web_address"), "url"],
  [words("photo picture image logo avatar portrait icon"), "image"],
  [words("file pdf attachment scan resume cv document_file"), "file"],
  [words("start_time end_time opening_time closing_time time time_of_day"), "time"],
  [words("starts_at ends_at start end starts ends begins at arrival departure timestamp"), "datetime"],
  [words("date birthday birthdate dob day deadline due expiry expires since until from till"), "date"],
  [words("price cost amount fee rent deposit salary wage budget total subtotal charge revenue balance fine"), "money"],
  [words("count quantity capacity age year duration seats minutes stock points rank floor"), "integer"],
  [
    words("weight height length width depth size area volume temperature percent rate rating score discount"),
    "decimal",
  ],
  [words("active paid done completed available approved optional enabled verified urgent billable"), "boolean"],
  [words("notes note description comment comments remarks bio summary message text details instructions"), "long_text"],
  [words("status type category kind priority level gender"), "enum"],
  [words("tags skills languages interests days"), "multi_enum"],
];

/** The type that the name of a field speaks of; a text where it tells nothing. */
export function guessType(name: string): FieldType {
  return GUESSES.find(([pattern]) => pattern.test(name))?.[1] ?? "text";
}
