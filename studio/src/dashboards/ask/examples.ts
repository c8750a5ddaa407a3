import type { AppSpec } from "../../spec/types";

/** Where there is no application yet: what an address of data can become. */
export const OF_THE_WEB = [
  "The latest news of https://hnrss.org/frontpage",
  "The exchange rates of https://api.frankfurter.dev/v1/latest as a table",
] as const;

const MOST = 3;
/** Names with such a word read as “by what” in a question, as “price per night” does. */
const GROUPS = /\b(?:per|by)\b/i;

/** What somebody could want to see of an application, in its own words. */
export function examplesOf(spec: Pick<AppSpec, "name" | "entities" | "flows">): readonly string[] {
  return spec.entities
    .filter((entity) => !GROUPS.test(entity.display_name))
    .slice(0, 6)
    .flatMap((entity) => {
      const plural = many(entity.display_name.toLocaleLowerCase());
      const flow = spec.flows.find((one) => one.entity === entity.name);
      const money = entity.fields.find(({ type, label }) => type === "money" && !GROUPS.test(label));
      const day = entity.fields.find(({ type }) => type === "date" || type === "datetime");
      const found: string[] = [];
      if (flow) found.push(`${plural} by ${flow.field.replaceAll("_", " ")}`);
      if (money && day) found.push(`${money.label.toLocaleLowerCase()} of ${plural} per month`);
      if (found.length === 0 && day) found.push(`${plural} per week`);
      if (found.length === 0) found.push(`How many ${plural} there are`);
      return found.map((text) => `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)} in ${spec.name}`);
    });
}

/** The most telling of many: each application has its say before one has two. */
export function chosen(groups: readonly (readonly string[])[]): readonly string[] {
  const rounds = Array.from({ length: MOST }, (_, round) => groups.flatMap((group) => group[round] ?? []));
  const own = rounds.flat().slice(0, MOST);
  return [...own, ...OF_THE_WEB].slice(0, Math.max(own.length + 1, 2));
}

function many(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
