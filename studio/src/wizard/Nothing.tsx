import type { ReactNode } from "react";
import { useForms } from "./context";
import { type StepId, sizeOf } from "./shapes";

const HINTS: Readonly<Record<StepId, string>> = {
  "object-model": "No records yet. Describe them and generate, or add the first kind yourself.",
  relationships: "No links yet. Describe them and generate, or add the first one yourself.",
  "state-flow": "Nothing has a state yet. Describe it and generate, or add states yourself.",
  pages: "No pages yet: the usual ones are made. Describe yours and generate, or add the first one yourself.",
  permissions: "No roles yet: the usual ones are made. Describe yours and generate, or add the first one yourself.",
  reports: "No reports yet. Describe them and generate, or add the first one yourself.",
};

/** Says what belongs into the form of a step while there is nothing in it. */
export function Nothing({ step }: { readonly step: StepId }): ReactNode {
  const { shapes } = useForms();
  if (sizeOf(step, shapes) > 0) return null;
  return <p className="wizard-nothing">{HINTS[step]}</p>;
}
