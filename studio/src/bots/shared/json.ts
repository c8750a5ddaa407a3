import type { JsonValue } from "../types";

/** A value as people read it: a text as it is, anything else as JSON over several lines. */
export function readable(value: JsonValue): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** A value in one line, cut where it is long. */
export function brief(value: JsonValue, most = 120): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

export type Read = { readonly value: JsonValue; readonly problem: "" } | { readonly problem: string };

/** JSON that somebody typed; nothing typed is no value. */
export function readJson(text: string): Read {
  if (!text.trim()) return { value: null, problem: "" };
  try {
    return { value: JSON.parse(text) as JsonValue, problem: "" };
  } catch (error) {
    return { problem: `This is no JSON yet: ${error instanceof Error ? error.message : "it cannot be read"}.` };
  }
}
