import type { Schemas } from "../../api/client";
import type { AppSpec, Field } from "../../spec/types";

type Choice = Schemas["ChoiceBody"];
export type Do = Schemas["Do"];
export type Choices = Readonly<Record<string, Choice>>;
export type Value = Choice["value"];

/** What becomes of rows that a step has no place for, as a person reads it. */
export const WAYS: Readonly<Record<Do, string>> = {
  keep: "Leave these rows without the value; undo brings it back",
  empty: "Empty the value in these rows",
  default: "Put one value in all of them",
  replace: "Replace each value that is gone",
  first: "The earliest keeps it, the others lose it",
  number: "Number the others, such as “Name 2”",
};

/** Whether a choice says all that has to be said; a value that is still to be typed does not count. */
export function isWhole({ do: way, value }: Choice): boolean {
  if (way === "default") return value !== null && value !== undefined && value !== "";
  if (way === "replace") return typeof value === "object" && value !== null && Object.keys(value).length > 0;
  return true;
}

/** The choices that are made, without those that still lack a value. */
export function wholeOnes(choices: Choices): Choices {
  return Object.fromEntries(Object.entries(choices).filter(([, choice]) => isWhole(choice)));
}

/** How a value for the rows is given: typed as the field has it, or chosen among options. */
export interface Asked {
  readonly type: Field["type"] | "row";
  readonly label: string;
  readonly options: readonly { readonly name: string; readonly label: string }[];
}

/** What a decision's key, `<element>.<matter>`, asks a value of. */
export function askedBy(key: string, spec: AppSpec): Asked {
  const id = key.slice(0, key.lastIndexOf("."));
  for (const entity of spec.entities) {
    const field = entity.fields.find((one) => one.id === id);
    if (field) return { type: field.type, label: field.label, options: field.options };
  }
  const flow = spec.flows.find((one) => one.id === id);
  if (flow) return { type: "enum", label: "State", options: flow.states };
  return { type: "row", label: "Id of the row", options: [] };
}

/** Values that rows have and the goal has not: options and states that go. */
export function goneFrom(key: string, running: AppSpec | null, goal: AppSpec): Asked["options"] {
  if (!running) return [];
  const stays = new Set(askedBy(key, goal).options.map(({ name }) => name));
  return askedBy(key, running).options.filter(({ name }) => !stays.has(name));
}

/** Typed text as the value that the API takes. */
export function valueFrom(text: string, type: Asked["type"]): Value {
  if (text === "") return null;
  if (type === "integer" || type === "decimal" || type === "money")
    return Number.isNaN(Number(text)) ? text : Number(text);
  if (type === "boolean") return text === "true";
  return text;
}

const keyOf = (session: string, content: number) => `sayso.choices.${session}.${content}`;

/** What was chosen for this content of the session, kept over a reload. */
export function keptChoices(session: string, content: number): Choices {
  const kept = sessionStorage.getItem(keyOf(session, content));
  return kept ? (JSON.parse(kept) as Choices) : {};
}

export function keepChoices(session: string, content: number, choices: Choices): void {
  sessionStorage.setItem(keyOf(session, content), JSON.stringify(choices));
}
