import { noteWords, type StateNote, stateLabel, stateNotes } from "../../../spec/flows";
import { listed, sentence } from "../../../spec/names";
import type { AppSpec, Flow, State, Transition } from "../../../spec/types";
import type { DrawnBox, DrawnLine } from "../../diagram/drawing";

/** What a box shows of a state. */
export interface StateData extends Record<string, unknown> {
  readonly state: State;
  readonly isInitial: boolean;
  readonly note: StateNote | undefined;
}

/** What an arrow shows of a step. */
export interface StepData extends Record<string, unknown> {
  readonly label: string;
  readonly who: string;
}

/** A box for each state of a flow. */
export function statesOf(flow: Flow): readonly DrawnBox[] {
  const notes = stateNotes(flow);
  return flow.states.map((state) => {
    const note = notes.get(state.name);
    const isInitial = state.name === flow.initial;
    return {
      id: state.id,
      type: "state",
      width: Math.min(240, Math.max(128, state.label.length * 8 + 56)),
      height: note || isInitial ? 62 : 44,
      words: `${state.label}${isInitial ? ", where records begin" : ""}${note ? `. ${noteWords(note)}` : ""}`,
      data: { state, isInitial, note } satisfies StateData,
    };
  });
}

/** An arrow for each step between states. */
export function stepsOf(spec: AppSpec, flow: Flow): readonly DrawnLine[] {
  const ids = new Map(flow.states.map(({ name, id }) => [name, id]));
  return flow.transitions.flatMap((move) => {
    const [from, to] = [ids.get(move.from), ids.get(move.to)];
    if (!from || !to) return [];
    const label = stepLabel(move);
    const who = whoMay(spec, move);
    return [
      {
        id: move.id,
        type: "step",
        from,
        to,
        label: { width: 16 + 6.4 * Math.max(Math.min(label.length, 28), Math.min(who.length, 30)), height: 34 },
        words: `${label}: from ${stateLabel(flow, move.from)} to ${stateLabel(flow, move.to)}. ${who || "Whoever may change the record"}.`,
        data: { label, who } satisfies StepData,
      },
    ];
  });
}

/** How people call a step. */
export const stepLabel = ({ label, name }: Transition): string => label || sentence(name);

/** Who may take a step, and under which condition; nothing where whoever may change the record may take it. */
export function whoMay(spec: AppSpec, { roles, guard }: Transition): string {
  const known = new Map(spec.permissions?.roles.map(({ name, label }) => [name, label]));
  const who = roles.length > 0 ? listed(roles.map((role) => known.get(role) ?? role)) : "";
  return [who, guard ? `if ${guard}` : ""].filter(Boolean).join(", ");
}
