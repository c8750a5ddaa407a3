import type { AnyEntity } from "../src";
import type { ImportColumn, ImportField } from "../src/data/service";
import { storedKey } from "../src/definition/field";
import { messageOf, type Reading, readDate, readMoment, readNumber, readTime } from "../src/notation";
import { Refusal } from "./answers";
import type { Live } from "./model";
import type { Store } from "./store";

const YES = new Set(["true", "t", "yes", "y", "1", "on", "x", "✓", "ja", "oui", "si", "sí", "sì", "sim", "tak"]);
const NO = new Set(["false", "f", "no", "n", "0", "off", "nein", "non", "não", "nie"]);

/** Rows as CSV with labels as its header; texts that a spreadsheet would run start with `'`. */
export function exported(store: Store, entity: string, rows: readonly Live[], columns: readonly string[]): string {
  const { entity: definition, parents, sets } = store.collection(entity);
  const names = columns.length ? columns.map((name) => name.replace(/_id$/, "")) : Object.keys(definition.fields);
  const known = names.filter((name) => name in definition.fields);
  const cell = (name: string, row: Live): unknown => {
    const parent = parents[name];
    if (parent) return row[name] ? store.title(parent.entity, row[name]) : "";
    const set = sets[name];
    if (set) return (row[name] as readonly Live[]).map((each) => store.title(set.entity, each)).join(", ");
    const option = definition.fields[name]?.options?.find(({ value }) => value === row[name]);
    return option?.label ?? row[name] ?? "";
  };
  const lines = [
    known.map((name) => definition.fields[name]?.label),
    ...rows.map((row) => known.map((name) => cell(name, row))),
  ];
  return `\ufeff${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function quoted(value: unknown): string {
  const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows of a CSV text. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const line = () => lines.at(-1) ?? [];
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const character = text[at];
    if (isQuoted && character === '"' && text[at + 1] === '"') cell += text[++at];
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === ",") {
      line().push(cell);
      cell = "";
    } else if (!isQuoted && character === "\n") {
      line().push(cell);
      cell = "";
      lines.push([]);
    } else if (character !== "\r" || isQuoted) cell += character;
  }
  line().push(cell);
  return lines.filter((each) => each.some((value) => value.trim()));
}

export interface ImportAnswer {
  readonly created: number;
  readonly rows: number;
  readonly errors: readonly { readonly row: number; readonly field: string; readonly message: string }[];
  readonly error_count: number;
  readonly ignored: readonly string[];
  readonly columns: readonly ImportColumn[];
  readonly fields: readonly ImportField[];
  readonly dry_run: boolean;
}

interface ImportOptions {
  readonly isDry: boolean;
  readonly isPartial: boolean;
  /** Where each column goes, by position; without it, columns go where they are called alike. */
  readonly mapping: readonly (string | null)[] | null;
  readonly language: string;
  readonly currency: string | undefined;
  readonly timeZone: string;
}

/** The mapping in an address; none where it is none. */
export function mappingIn(text: string | null): readonly (string | null)[] | null {
  if (!text) return null;
  const given: unknown = JSON.parse(text);
  return Array.isArray(given) ? given.map((one) => (typeof one === "string" ? one : null)) : null;
}

/** Reads a CSV file into rows, all or none unless it is `partial`; `create` gives an undo for each. */
export function imported(
  store: Store,
  entity: string,
  text: string,
  options: ImportOptions,
  create: (body: Readonly<Record<string, unknown>>) => () => void,
): ImportAnswer {
  const { entity: definition } = store.collection(entity);
  const [header = [], ...lines] = parseCsv(text);
  const names = header.map((heading, at) =>
    options.mapping ? fieldNamed(definition, options.mapping[at]) : nameOf(definition, heading),
  );
  const errors: { row: number; field: string; message: string }[] = [];
  const undo: (() => void)[] = [];
  lines.forEach((line, index) => {
    const body: Record<string, unknown> = {};
    const wrong: { row: number; field: string; message: string }[] = [];
    names.forEach((name, column) => {
      if (!name) return;
      const text = (line[column] ?? "").trim();
      const read = cellValue(store, entity, name, text, options);
      if (typeof read === "string") {
        const label = definition.fields[name]?.label ?? name;
        wrong.push({ row: index + 2, field: name, message: `${label} ${read}` });
      } else Object.assign(body, read);
    });
    if (wrong.length) {
      errors.push(...wrong);
      return;
    }
    try {
      undo.push(create(body));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const named = error.more.errors as readonly { readonly field: string }[] | undefined;
      errors.push({ row: index + 2, field: named?.[0]?.field ?? "", message: error.message });
    }
  });
  const isKept = !options.isDry && (errors.length === 0 || options.isPartial);
  const created = undo.length;
  if (!isKept) for (const back of undo.reverse()) back();
  return {
    created: isKept || options.isDry ? created : 0,
    rows: lines.length,
    errors,
    error_count: errors.length,
    ignored: header.filter((_, column) => !names[column]),
    columns: header.map((heading, position) => ({
      position,
      heading,
      field: storedName(definition, names[position] ?? null),
      samples: [...new Set(lines.map((line) => (line[position] ?? "").trim()).filter(Boolean))].slice(0, 3),
    })),
    fields: Object.entries(definition.fields)
      .filter(([, field]) => !field.computed && field.kind !== "state")
      .map(([name, field]) => ({
        field: storedName(definition, name) ?? name,
        label: field.label,
        required: field.required === true && (field.default === undefined || field.default === null),
      })),
    dry_run: options.isDry,
  };
}

function nameOf({ fields }: AnyEntity, heading: string): string | null {
  const wanted = heading.trim().toLowerCase();
  const found = Object.entries(fields).find(
    ([name, field]) => !field.computed && (name === wanted || field.label.toLowerCase() === wanted),
  );
  return found?.[0] ?? null;
}

/** The name under which a row keeps a field: that of a relation ends in what its ids are called. */
function storedName({ fields }: AnyEntity, name: string | null): string | null {
  const field = name === null ? undefined : fields[name];
  return name !== null && field ? storedKey(name, field) : name;
}

/** The field that a mapping names. */
function fieldNamed(definition: AnyEntity, wanted: string | null | undefined): string | null {
  if (!wanted) return null;
  return Object.keys(definition.fields).find((name) => storedName(definition, name) === wanted) ?? null;
}

/** What a cell adds to a row, or why it cannot be read. */
function cellValue(
  store: Store,
  entity: string,
  name: string,
  text: string,
  { language, currency, timeZone }: ImportOptions,
): Record<string, unknown> | string {
  const { entity: definition, parents, sets } = store.collection(entity);
  const field = definition.fields[name];
  const idOf = (other: string, title: string) =>
    store.all(other).find((row) => store.title(other, row)?.toLowerCase() === title.toLowerCase())?.id ?? title;
  const parent = parents[name];
  if (parent) return text ? { [`${name}_id`]: idOf(parent.entity, text) } : {};
  const set = sets[name];
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (set) return { [`${name}_ids`]: parts.map((title) => idOf(set.entity, title)) };
  if (!text || !field) return {};
  const option = (label: string) =>
    field.options?.find((each) => each.label.toLowerCase() === label.toLowerCase())?.value ?? label;
  const kept = (reading: Reading, value: (read: string) => unknown) =>
    reading.kind === "value" ? { [name]: value(reading.value) } : messageOf(reading);
  switch (field.kind) {
    case "integer":
    case "decimal":
    case "money":
      return kept(readNumber(text, language, { kind: field.kind, currency }), Number);
    case "date":
      return kept(readDate(text, language), String);
    case "time":
      return kept(readTime(text), String);
    case "datetime":
      return kept(readMoment(text, language, timeZone), String);
    case "boolean": {
      const word = text.toLowerCase();
      if (!YES.has(word) && !NO.has(word)) return "must be yes or no.";
      return { [name]: YES.has(word) };
    }
  }
  if (field.kind === "multi_enum") return { [name]: parts.map(option) };
  return { [name]: option(text) };
}
