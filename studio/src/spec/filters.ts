import { isDated, isNumeric, type Member, membersIn } from "./members";
import { listed, sentence } from "./names";
import type { AppSpec, Report } from "./types";

export type FilterBy = Report["filters"][number];
export type FilterOp = FilterBy["op"];

const WORDS: Readonly<Record<FilterOp, string>> = {
  eq: "is",
  ne: "is not",
  lt: "is below",
  lte: "is at most",
  gt: "is above",
  gte: "is at least",
  in: "is one of",
  contains: "contains",
  starts_with: "starts with",
  is_null: "is empty",
  has: "includes",
  has_any: "includes one of",
  between: "is between",
  today: "is today",
  this_week: "is this week",
  this_month: "is this month",
  upcoming: "is still to come",
  past: "is past",
};

const DATED: Partial<Record<FilterOp, string>> = { lt: "is before", lte: "is until", gt: "is after", gte: "is from" };
const VALUELESS: ReadonlySet<FilterOp> = new Set(["is_null", "today", "this_week", "this_month", "upcoming", "past"]);

/** The conditions that make sense for a value. */
export function opsFor(member: Member | undefined): readonly FilterOp[] {
  if (!member) return ["eq", "ne", "is_null"];
  if (isDated(member)) {
    return ["today", "this_week", "this_month", "upcoming", "past", "gte", "lte", "is_null"];
  }
  if (isNumeric(member)) return ["eq", "ne", "gt", "gte", "lt", "lte", "is_null"];
  if (member.kind === "boolean") return ["eq"];
  if (member.kind === "state" || member.kind === "enum") return ["eq", "ne", "in", "is_null"];
  if (member.kind === "relation") return ["is_null"];
  return ["eq", "ne", "contains", "is_null"];
}

export function opWords(op: FilterOp, member?: Member): string {
  return (member && isDated(member) ? DATED[op] : undefined) ?? WORDS[op];
}

export const needsValue = (op: FilterOp): boolean => !VALUELESS.has(op);

/** A condition as people say it: “Status is one of booked and confirmed”. */
export function filterSentence(spec: AppSpec, entity: string, filter: FilterBy): string {
  const member = membersIn(spec, entity).find(({ name }) => name === filter.field);
  const label = member?.label ?? sentence(filter.field);
  if (filter.op === "is_null") return `${label} is ${filter.value === false ? "not empty" : "empty"}`;
  const said = `${label} ${opWords(filter.op, member)}`;
  return needsValue(filter.op) ? `${said} ${valueWords(filter.value, member)}` : said;
}

function valueWords(value: FilterBy["value"], member: Member | undefined): string {
  if (Array.isArray(value)) return listed(value.map((one) => valueWords(one as FilterBy["value"], member))) || "…";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === null || value === undefined || value === "") return "…";
  return member?.options.find(({ name }) => name === value)?.label ?? String(value);
}

/** A condition that only needs a value yet, for a value of the entity. */
export function newFilter(member: Member): FilterBy {
  const [op = "eq"] = opsFor(member);
  return { field: member.name, op, value: startValue(op, member) };
}

/** The value that a condition begins with. */
export function startValue(op: FilterOp, member: Member | undefined): FilterBy["value"] {
  if (op === "is_null") return true;
  if (!needsValue(op)) return null;
  const first = member?.options[0]?.name;
  if (op === "in") return first ? [first] : [];
  if (member?.kind === "boolean") return true;
  return first ?? (member && isNumeric(member) ? 0 : "");
}
