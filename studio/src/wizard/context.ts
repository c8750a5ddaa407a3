import { createContext, useContext } from "react";
import type { Problem } from "./problems";
import { EMPTY, type ShapeOf, type Shapes, type StepId } from "./shapes";

/** What the form of a step reads and changes. */
export interface Forms {
  readonly shapes: Shapes;
  readonly problems: readonly Problem[];
  /** Changes shapes by hand, in the form of one step. */
  readonly change: (step: StepId, next: (shapes: Shapes) => Shapes) => void;
}

export const FormsContext = createContext<Forms | null>(null);

export function useForms(): Forms {
  const forms = useContext(FormsContext);
  if (!forms) throw new Error("A form of the wizard stands outside of it.");
  return forms;
}

/** The shape of one step, and what puts another in its place. */
export function useShape<S extends StepId>(
  step: S,
): readonly [ShapeOf[S], (next: ShapeOf[S] | ((shape: ShapeOf[S]) => ShapeOf[S])) => void] {
  const { shapes, change } = useForms();
  const shape = (shapes[step] ?? EMPTY[step]) as ShapeOf[S];
  const set = (next: ShapeOf[S] | ((shape: ShapeOf[S]) => ShapeOf[S])) =>
    change(step, (known) => ({
      ...known,
      [step]: typeof next === "function" ? next((known[step] ?? EMPTY[step]) as ShapeOf[S]) : next,
    }));
  return [shape, set];
}
