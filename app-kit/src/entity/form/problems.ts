import { z } from "zod";
import type { ApiError } from "../../data/errors";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FieldDefinition } from "../../definition/field";
import type { FormField, Values } from "./values";

/** What is wrong with a form, by stored key. */
export type Problems = Record<string, string>;

// Compiling schemas at run time is what a strict content security policy forbids.
z.config({ jitless: true, customError: (issue) => wordsFor(issue as Issue) });

const NUMBERS = new Set(["integer", "decimal", "money"]);

interface Issue {
  readonly code?: string;
  readonly input?: unknown;
  readonly expected?: string;
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly format?: string;
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "Enter an email address, such as ada@example.com",
  url: "Enter a web address, such as https://example.com",
  date: "Enter a date, such as 21 Nov 2026 or tomorrow",
  datetime: "Enter a date and time, such as tomorrow 3pm",
  time: "Enter a time, such as 14:30",
  uuid: "Enter a UUID",
  regex: "This does not have the expected form",
};

/** An issue of zod in words; what a schema words itself comes before this. */
function wordsFor(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === null || issue.input === undefined) return "This is needed";
      return issue.expected === "number" || issue.expected === "int" ? "Enter a number" : undefined;
    case "too_small":
      if (issue.origin === "string")
        return issue.minimum === 1 ? "This is needed" : `Write at least ${issue.minimum} characters`;
      if (issue.origin === "array") return `Choose at least ${issue.minimum}`;
      return `Must be ${issue.minimum} or more`;
    case "too_big":
      if (issue.origin === "string") return `Write at most ${issue.maximum} characters`;
      if (issue.origin === "array") return `Choose at most ${issue.maximum}`;
      return `Must be ${issue.maximum} or less`;
    case "invalid_format":
      return FORMATS[issue.format ?? ""];
    case "invalid_value":
      return "Choose one of the options";
    default:
      return undefined;
  }
}

/** Checks what a form shows; fields it does not show are left to the server. */
export function problemsOf(entity: AnyEntity, fields: readonly FormField[], sent: Values): Problems {
  const problems: Problems = {};
  for (const { key, field } of fields) {
    if (NUMBERS.has(field.kind) && typeof sent[key] === "string")
      problems[key] = "It is not clear which number this is; nothing was saved";
    else if (field.required && isMissing(sent[key])) problems[key] = missing(field);
    else if (field.kind === "json" && typeof sent[key] === "string") problems[key] = "This is not valid JSON";
    else if (field.kind === "date" && sent[key] && !/^\d{4}-\d{2}-\d{2}$/.test(String(sent[key]))) {
      problems[key] = FORMATS.date ?? "";
    } else if (field.kind === "datetime" && sent[key] && !/^\d{4}-\d{2}-\d{2}T/.test(String(sent[key]))) {
      problems[key] = FORMATS.datetime ?? "";
    }
  }
  const result = entity.schema.safeParse(sent);
  if (result.success) return problems;
  const shown = new Set(fields.map(({ key }) => key));
  for (const issue of result.error.issues) {
    const key = String(issue.path[0] ?? "");
    if (shown.has(key) && !(key in problems)) problems[key] = issue.message;
  }
  return problems;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function missing(field: FieldDefinition): string {
  const noun = field.label.charAt(0).toLocaleLowerCase() + field.label.slice(1);
  switch (field.kind) {
    case "belongs_to":
    case "many_to_many":
    case "enum":
    case "multi_enum":
    case "image":
    case "file":
      return `Choose ${article(noun)}`;
    case "date":
      return "Enter a date";
    case "datetime":
      return "Enter a date and time";
    case "time":
      return "Enter a time";
    default:
      return `Enter ${article(noun)}`;
  }
}

function article(noun: string): string {
  if (/s$/.test(noun)) return noun;
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** The field errors of the server, under the keys of the form; the rest belongs to the form as a whole. */
export function serverProblems(
  error: ApiError,
  fields: readonly FormField[],
): { problems: Problems; rest: readonly string[] } {
  const problems: Problems = {};
  const rest: string[] = [];
  for (const { field, message } of error.fields) {
    const found = fields.find(({ key, name }) => key === field || name === field);
    if (found) problems[found.key] = message;
    else rest.push(message);
  }
  return { problems, rest };
}

/** Messages of the rules that what is filled in so far breaks. */
export function brokenRules(entity: AnyEntity, draft: AnyRow): readonly string[] {
  return (entity.rules ?? []).flatMap((rule) => {
    if (rule.fields?.some((field) => isMissing(draft[field]) && isMissing(draft[`${field}_id`]))) return [];
    try {
      return rule.check(draft) === false ? [rule.message] : [];
    } catch {
      return [];
    }
  });
}
