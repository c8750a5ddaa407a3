import { Database, GitBranch, LayoutPanelLeft, Link2, type LucideIcon, PieChart, Shield } from "lucide-react";
import type { StepId } from "./shapes";

/** One step of the wizard in words. */
export interface StepWords {
  readonly id: StepId;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly question: string;
  /** What this step settles, and that it may be left out where it may. */
  readonly lead: string;
  readonly example: string;
  /** What is read from the description, said while that takes time. */
  readonly reading: string;
}

/** The six steps, in the order in which each finds what it speaks of. */
export const STEPS: readonly StepWords[] = [
  {
    id: "object-model",
    label: "Object model",
    icon: Database,
    question: "What do you keep records of?",
    lead: "The kinds of thing you work with, and what you note down about each.",
    example:
      "Companies have a name, a website and an industry. Contacts have a name, an email and a phone. Deals have a title, a value and an expected close date.",
    reading: "Reading which records there are",
  },
  {
    id: "relationships",
    label: "Relationships",
    icon: Link2,
    question: "Which records go together?",
    lead: "What belongs to what. Leave it empty if your records stand alone.",
    example: "Every contact belongs to a company. A deal belongs to a company and has a main contact.",
    reading: "Reading what belongs to what",
  },
  {
    id: "state-flow",
    label: "States",
    icon: GitBranch,
    question: "Which states do they go through?",
    lead: "How work moves along, and who may move it. Leave it empty if nothing has a state.",
    example:
      "A deal starts as lead, then becomes qualified, proposal, and finally won or lost. Only managers may mark a deal as won.",
    reading: "Reading which states there are",
  },
  {
    id: "pages",
    label: "Pages",
    icon: LayoutPanelLeft,
    question: "What do people want to see?",
    lead: "The screens of your application. Without any, the usual ones are made for your records.",
    example: "A board of deals, a list of contacts and an overview page.",
    reading: "Reading which pages there are",
  },
  {
    id: "permissions",
    label: "Permissions",
    icon: Shield,
    question: "Who may do what?",
    lead: "Roles, and what each may do. Without any, the usual ones are made.",
    example: "Managers may do everything. Sales reps may see companies and contacts, and create and change deals.",
    reading: "Reading who may do what",
  },
  {
    id: "reports",
    label: "Reports",
    icon: PieChart,
    question: "Which figures matter to you?",
    lead: "What to count or add up, and how to draw it. You may leave it empty.",
    example: "Total deal value by stage as a bar chart, and number of deals per company.",
    reading: "Reading which figures matter",
  },
];

export type Place = StepId | "summary";

/** The step of an address; the first where it names none. */
export function placeOf(text: string | null | undefined): Place {
  if (text === "summary") return "summary";
  return STEPS.find(({ id }) => id === text)?.id ?? "object-model";
}

export const PLACES: readonly Place[] = [...STEPS.map(({ id }) => id), "summary"];

/** The words of one step. */
export function wordsOf(step: StepId): StepWords {
  return STEPS.find(({ id }) => id === step) ?? (STEPS[0] as StepWords);
}

/** The steps before one. */
export function before(step: StepId): readonly StepId[] {
  return STEPS.slice(
    0,
    STEPS.findIndex(({ id }) => id === step),
  ).map(({ id }) => id);
}
