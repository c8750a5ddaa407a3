import type { AnyEntity } from "../src";
import { Refusal } from "./answers";
import type { Live } from "./model";
import type { Store } from "./store";

const NUMBERS = new Set(["integer", "decimal", "money"]);
const UNTRUE = new Set(["", "no", "false", "0", "n"]);

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
  readonly dry_run: boolean;
}

/** Reads a CSV file into rows, all or none unless it is `partial`; `create` gives an undo for each. */
export function imported(
  store: Store,
  entity: string,
  text: string,
  options: { readonly isDry: boolean; readonly isPartial: boolean },
  create: (body: Readonly<Record<string, unknown>>) => () => void,
): ImportAnswer {
  const { entity: definition } = store.collection(entity);
  const [header = [], ...lines] = parseCsv(text);
  const names = header.map((heading) => nameOf(definition, heading));
  const errors: { row: number; field: string; message: string }[] = [];
  const undo: (() => void)[] = [];
  lines.forEach((line, index) => {
    const body: Record<string, unknown> = {};
    names.forEach((name, column) => {
      if (name) Object.assign(body, cellValue(store, entity, name, (line[column] ?? "").trim()));
    });
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
    ignored: header.filter((_, column) => names[column] === null),
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

function cellValue(store: Store, entity: string, name: string, text: string): Record<string, unknown> {
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
  if (NUMBERS.has(field.kind)) return { [name]: Number(text.replace(/[^\d.-]/g, "")) };
  if (field.kind === "boolean") return { [name]: !UNTRUE.has(text.toLowerCase()) };
  if (field.kind === "multi_enum") return { [name]: parts.map(option) };
  return { [name]: option(text) };
}
