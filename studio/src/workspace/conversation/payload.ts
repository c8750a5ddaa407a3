import type { Message } from "../state/messages";

/** Something that the words leave open, with answers that may be picked. */
export interface Question {
  readonly text: string;
  readonly suggestions: readonly string[];
}

/** What changed, in a sentence, and the element that it is about. */
export interface Change {
  readonly sentence: string;
  readonly element: string | null;
}

export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What a message of the assistant carries beside its words. */
export interface Payload {
  readonly changes: readonly Change[];
  readonly revision: number | null;
  readonly questions: readonly Question[];
  readonly suggestions: readonly string[];
  readonly assumptions: readonly string[];
  readonly notices: readonly string[];
  readonly reasoning: string;
  readonly problem: Problem | null;
  readonly asks: string | null;
  readonly plan: readonly string[];
  /** The address name of the module that was published. */
  readonly module: string | null;
  /** The message of a person that this one answers to, where it was said about a component. */
  readonly to: number | null;
  readonly byRule: boolean;
}

/** Reads a payload that any version of the server wrote. */
export function payloadOf(message: Message): Payload {
  const { payload } = message;
  const sentences = textsIn(payload.sentences);
  const elements = Array.isArray(payload.elements) ? payload.elements : [];
  const questions = textsOfQuestions(payload.questions);
  const offered = new Set(questions.flatMap(({ suggestions }) => suggestions));
  return {
    changes: sentences.map((sentence, place) => ({ sentence, element: textIn(elements[place]) })),
    revision: numberIn(payload.revision),
    questions,
    // answers are offered with their question
    suggestions: textsIn(payload.suggestions).filter((one) => !offered.has(one)),
    assumptions: textsIn(payload.assumptions),
    notices: textsIn(payload.notices),
    reasoning: textIn(payload.reasoning) ?? "",
    problem: problemIn(payload.problem),
    asks: textIn(payload.asks),
    plan: isObject(payload.plan) ? textsIn(payload.plan.sentences) : [],
    module: textIn(payload.module),
    to: numberIn(payload.to),
    byRule: payload.by_rule === true,
  };
}

/** What a message of a person is about: the element that was pointed at. */
export function aboutOf({ payload }: Message): string | null {
  return textIn(payload.about);
}

export interface Answer {
  readonly question: string;
  readonly answer: string;
}

/** The answers that a person gave to questions. */
export function answersOf({ payload }: Message): readonly Answer[] {
  if (!Array.isArray(payload.answers)) return [];
  return payload.answers.filter(isObject).map((one) => ({
    question: textIn(one.question) ?? "",
    answer: textIn(one.answer) ?? "",
  }));
}

function textsOfQuestions(value: unknown): Question[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((one) => ({
    text: textIn(one.text) ?? "",
    suggestions: textsIn(one.suggestions),
  }));
}

function problemIn(value: unknown): Problem | null {
  if (!isObject(value)) return null;
  return { code: textIn(value.code) ?? "", message: textIn(value.message) ?? "", hint: textIn(value.hint) ?? "" };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
