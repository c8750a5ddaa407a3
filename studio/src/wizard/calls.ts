import { api, dataOf, type Schemas } from "../api/client";
import { newSession } from "../api/sessions";
import { type Shapes, type StepId, sendable } from "./shapes";
import { before } from "./steps";

type SentShapes = Schemas["StepShapes"];

/** Reads words for a step, knowing what the steps before it say. */
export function readStep(
  step: StepId,
  text: string,
  shapes: Shapes,
  signal: AbortSignal,
): Promise<Schemas["StepDone"]> {
  const known = Object.fromEntries(before(step).map((each) => [each, shapes[each]]));
  const context = sendable(known as Shapes) as SentShapes;
  return dataOf(
    api.POST("/api/v1/definition-step", {
      body: { stepId: step, userInput: text, context, designer: "auto" },
      signal,
    }),
  );
}

/** Puts all steps together to an application. */
export function assemble(shapes: Shapes, signal?: AbortSignal): Promise<Schemas["StepsAssembled"]> {
  return dataOf(
    api.POST("/api/v1/definition-step/assemble", {
      body: { shapes: sendable(shapes) as SentShapes },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** Begins a session with an application; its id. */
export async function begin(spec: Schemas["StepsAssembled"]["spec"], description: string): Promise<string> {
  const begun = await dataOf(
    api.POST("/api/v1/sessions", {
      body: newSession({ spec: spec as Schemas["AppSpec-Input"], description: description.slice(0, 4_000) }),
    }),
  );
  return begun.session.id;
}
