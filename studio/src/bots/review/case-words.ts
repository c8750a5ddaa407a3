import { brief } from "../shared/json";
import type { Case, Expected, Given, JsonObject, JsonValue } from "../types";

/** The world that a case begins with, in sentences. */
export function givenWords({ given = {}, runs = 1 }: Case): readonly string[] {
  const said = [
    ...(given.now ? [`It is ${given.now}.`] : []),
    ...(isSomething(given.input) ? [`The input is ${brief(given.input)}.`] : []),
    ...named("The setting", given.config),
    ...named("It remembers", given.state),
    ...rowsOf(given),
    ...(given.answers ?? []).map(
      ({ method = "GET", url, status = 200, body }) =>
        `${method} ${url} answers ${status}${isSomething(body) ? `: ${brief(body)}` : ""}.`,
    ),
    ...Object.entries(given.approvals ?? {}).map(([text, isYes]) =>
      text === "*"
        ? `Somebody ${isYes ? "approves" : "refuses"}.`
        : `Asked “${text}”, somebody ${isYes ? "approves" : "refuses"}.`,
    ),
    ...(runs > 1 ? [`It runs ${runs} times; the last one counts.`] : []),
  ];
  return said.length > 0 ? said : ["Nothing in particular."];
}

/** What must be so afterwards, in sentences. */
export function expectedWords(expect: Expected): readonly string[] {
  const said = [
    ...(isSomething(expect.result) ? [`It gives ${brief(expect.result)}.`] : []),
    ...named("Its result has", expect.result_contains),
    ...(expect.fails ? [`It fails, saying “${expect.fails}”.`] : []),
    ...(expect.waits ? [`It asks “${expect.waits}” and waits.`] : []),
    ...(expect.rows ?? []).map(
      ({ module, entity, action = "created", values = {} }) =>
        `A row of ${spoken(entity)} in ${module} is ${action === "updated" ? "changed" : action}${withValues(values)}.`,
    ),
    ...(expect.notices ?? []).map(({ channel = "", to = "", contains = [] }) => {
      const way = { product: " here", email: " by letter", webhook: " by a webhook", "": "" }[channel];
      const saying = contains.length > 0 ? `, saying ${contains.map((part) => `“${part}”`).join(" and ")}` : "";
      return `Somebody is told${way}${to ? ` (${to})` : ""}${saying}.`;
    }),
    ...(expect.requests ?? []).map(
      ({ method = "POST", url, body }) => `${method} ${url} is sent${isSomething(body) ? ` with ${brief(body)}` : ""}.`,
    ),
    ...(expect.no_rows ? ["No row is written."] : []),
    ...(expect.no_notices ? ["Nobody is told anything."] : []),
    ...named("It remembers then", expect.state),
  ];
  return said.length > 0 ? said : ["It runs through without a failure."];
}

function rowsOf({ rows = {} }: Given): readonly string[] {
  return Object.entries(rows).flatMap(([module, entities]) =>
    Object.entries(entities).map(([entity, list]) => {
      const first = list[0] ? ` (${list.length > 1 ? "the first: " : ""}${pairs(list[0])})` : "";
      const count = list.length === 1 ? "one row" : `${list.length === 0 ? "no" : list.length} rows`;
      return `${module} has ${count} of ${spoken(entity)}${first}.`;
    }),
  );
}

function named(lead: string, values: JsonObject = {}): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${lead} ${spoken(name)}: ${brief(value)}.`);
}

function withValues(values: JsonObject): string {
  return Object.keys(values).length > 0 ? ` with ${pairs(values)}` : "";
}

function pairs(values: JsonObject): string {
  const most = 4;
  const shown = Object.entries(values).filter(([name]) => name !== "id");
  const said = shown.slice(0, most).map(([name, value]) => `${spoken(name)} ${brief(value, 60)}`);
  return shown.length > most ? `${said.join(", ")} …` : said.join(", ");
}

function isSomething(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

const spoken = (name: string) => name.replaceAll("_", " ");
