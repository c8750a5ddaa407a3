import { type FieldDefinition, type FilterBy, type FilterOp, OPS_WITHOUT_VALUE } from "../../definition/field";
import type { Format } from "../../format/format";
import { textOfValue } from "../title";

const WORDS: Readonly<Partial<Record<FilterOp, string>>> = {
  eq: "is",
  ne: "is not",
  in: "is",
  lt: "is below",
  lte: "is at most",
  gt: "is above",
  gte: "is at least",
  contains: "contains",
  starts_with: "starts with",
  has: "includes",
  has_any: "includes",
  today: "is today",
  this_week: "is this week",
  this_month: "is this month",
  upcoming: "is upcoming",
  past: "is past",
  between: "is between",
};

const TIME_WORDS: Readonly<Partial<Record<FilterOp, string>>> = {
  lt: "is before",
  lte: "is until",
  gt: "is after",
  gte: "is from",
};

/** A filter as a sentence in two parts: "Status is" and "Booked or Confirmed". */
export function sentenceOf(
  filter: FilterBy,
  field: FieldDefinition,
  format: Format,
  titles: ReadonlyMap<string, string>,
): { readonly subject: string; readonly value: string } {
  const isTime = field.kind === "date" || field.kind === "datetime";
  if (filter.op === "is_null") {
    return { subject: `${field.label} is`, value: String(filter.value) === "false" ? "filled in" : "empty" };
  }
  const verb = (isTime ? TIME_WORDS[filter.op] : undefined) ?? WORDS[filter.op] ?? filter.op;
  const parts = String(filter.value ?? "")
    .split(",")
    .filter(Boolean)
    .map((part) => titles.get(part) ?? partText(part, field, format));
  const joiner = filter.op === "between" ? " and " : " or ";
  return { subject: `${field.label} ${verb}`, value: OPS_WITHOUT_VALUE.has(filter.op) ? "" : parts.join(joiner) };
}

function partText(part: string, field: FieldDefinition, format: Format): string {
  if (field.entity) return "…";
  if (field.kind === "boolean") return part === "true" ? "yes" : "no";
  if (field.kind === "multi_enum") return textOfValue([part], field, format);
  if (field.kind === "datetime" && part.length <= 10) return format.date(part);
  return textOfValue(part, field, format);
}
