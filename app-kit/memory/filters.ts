import { expr } from "../src";
import { malformed } from "./answers";
import type { Live } from "./model";
import { type Target, targetOf } from "./paths";
import { NAMED, spanOf } from "./spans";
import { linked, type Store } from "./store";

export type Condition = (row: Live) => boolean;

const KEY = /^filter\[([^[\]]{1,200})\](?:\[([a-z_]{1,20})\])?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBERS = new Set(["integer", "decimal", "money"]);
const DAYS = new Set(["date", "datetime"]);
const TEXTS = new Set(["text", "long_text", "email", "url", "phone", "enum", "state"]);
const ORDER = ["lt", "lte", "gt", "gte"] as const;

/** The filters among the parameters of an address. */
export function conditionsOf(store: Store, entity: string, query: URLSearchParams): Condition[] {
  return [...query].flatMap(([key, value]) => {
    if (!key.startsWith("filter")) return [];
    const match = KEY.exec(key);
    if (!match) throw malformed(`"${key.slice(0, 80)}" is not a filter.`);
    return [conditionOf(store, entity, match[1] ?? "", match[2] ?? "eq", value)];
  });
}

/** One condition on a field, a relation, a set, or a value of a parent. */
export function conditionOf(store: Store, entity: string, path: string, op: string, value: string): Condition {
  const { parents, sets } = store.collection(entity);
  const set = path in sets ? path : path.replace(/_ids$/, "");
  if (set in sets) return onList((row) => linked(row[`${set}_ids`]), op, value);
  const target = targetOf(store, entity, path in parents ? `${path}_id` : path);
  const { read, kind } = target;
  if (op === "is_null") return (row) => (read(row) === null) === (value !== "false");
  if (op in NAMED || op === "upcoming" || op === "past") return byClock(target, op);
  if (kind === "multi_enum") return onList((row) => linked(read(row)), op, value);
  const parts = value.split(",").map((part) => part.trim());
  if (op === "between") return between(target, parts);
  if (op === "contains" || op === "starts_with") return onText(target, op, value.toLowerCase());
  if (op === "in" || op === "has_any") return (row) => parts.some((part) => isEqual(target, read(row), part));
  if (op === "eq" || op === "has") return (row) => isEqual(target, read(row), value);
  if (op === "ne") return (row) => !isEqual(target, read(row), value);
  const order = ORDER.find((each) => each === op);
  if (!order) throw malformed(`There is no filter operator "${op}".`);
  return (row) => isOrdered(target, read(row), order, value);
}

function demand({ kind, label }: Target, op: string, kinds: ReadonlySet<string>): void {
  if (!kinds.has(kind)) throw malformed(`${label} cannot be filtered by ${op}.`);
}

function onList(read: (row: Live) => readonly string[], op: string, value: string): Condition {
  if (op === "is_null") return (row) => (read(row).length === 0) === (value !== "false");
  const wanted = op === "in" || op === "has_any" ? value.split(",") : [value];
  return (row) => wanted.some((each) => read(row).includes(each));
}

function onText(target: Target, op: string, wanted: string): Condition {
  demand(target, op, TEXTS);
  return (row) => {
    const text = String(target.read(row) ?? "").toLowerCase();
    return op === "contains" ? text.includes(wanted) : text.startsWith(wanted);
  };
}

function byClock(target: Target, op: string): Condition {
  demand(target, op, DAYS);
  const period = NAMED[op];
  if (period) return within(target, ...spanOf(period, expr.today()));
  const now = target.kind === "date" ? expr.today() : expr.now();
  const test = op === "upcoming" ? expr.gte : expr.lt;
  return (row) => test(target.read(row) as string | null, now) === true;
}

function between(target: Target, parts: readonly string[]): Condition {
  const [low, high] = parts;
  if (parts.length !== 2 || low === undefined || high === undefined)
    throw malformed("between takes two values separated by a comma.");
  if (DAYS.has(target.kind) && parts.every((part) => DAY.test(part)))
    return within(target, low, expr.shift(high, expr.days(1)) ?? high);
  return (row) => isOrdered(target, target.read(row), "gte", low) && isOrdered(target, target.read(row), "lte", high);
}

/** From the first day up to, not including, the one after the last, on the site's clock. */
function within({ read }: Target, first: string, after: string): Condition {
  return (row) => {
    const day = expr.date(read(row) as string | null);
    return day !== null && day >= first && day < after;
  };
}

function isEqual({ kind }: Target, held: unknown, wanted: string): boolean {
  if (held === null) return false;
  if (kind === "datetime" && DAY.test(wanted)) return expr.date(held as string) === wanted;
  if (kind === "datetime") return Date.parse(String(held)) === Date.parse(wanted);
  if (NUMBERS.has(kind)) return Number(held) === Number(wanted);
  return String(held) === wanted;
}

function isOrdered({ kind }: Target, held: unknown, op: (typeof ORDER)[number], wanted: string): boolean {
  if (held === null) return false;
  if (NUMBERS.has(kind)) return expr[op](Number(held), Number(wanted)) === true;
  const isDay = kind === "datetime" && DAY.test(wanted);
  return expr[op](isDay ? expr.date(held as string) : (held as string), wanted) === true;
}

/** Every word has to occur in something that is searched. */
export function searchOf(store: Store, entity: string, text: string): Condition {
  const { searched, parents } = store.collection(entity);
  const places = [...searched.fields, ...(searched.parents ? Object.keys(parents) : [])];
  const targets = places.map((name) => targetOf(store, entity, name));
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 12);
  return (row) => {
    const texts = targets.length ? targets.map(({ read }) => read(row)) : [store.title(entity, row)];
    return words.every((word) =>
      texts.some((value) =>
        String(value ?? "")
          .toLowerCase()
          .includes(word),
      ),
    );
  };
}
