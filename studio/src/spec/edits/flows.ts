import { newId } from "../ids";
import { membersOf } from "../lookup";
import { free, nameFrom, snake } from "../names";
import type { AppSpec, Edit, Entity, Field, Flow, State, Transition } from "../types";
import { relabelled } from "./fields";

type TransitionValues = Extract<Edit, { op: "set"; kind: "transition" }>["values"];

/** States of these labels, each with a name of its own. */
export function newStates(labels: readonly string[]): State[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const name = nameFrom(label, "state", taken);
    taken.add(name);
    return { id: newId("sta"), name, label };
  });
}

/** Each state leads to the next one; where a step should go instead is for people to say. */
function chain(states: readonly State[]): Transition[] {
  return states.slice(1).flatMap((state, at) => {
    const before = states[at];
    return before ? [newTransition(before.name, state.name, state.label, [])] : [];
  });
}

function newTransition(from: string, to: string, label: string, taken: Iterable<string>): Transition {
  return { id: newId("trn"), name: nameFrom(label, "step", taken), label, from, to, roles: [] };
}

/** A flow of its own for an entity that has none, one step leading to the next. */
export function addFlow(spec: AppSpec, entity: Entity, labels: readonly string[]): Edit[] {
  const states = newStates(labels);
  const field = free("status", membersOf(spec, entity));
  return [{ op: "add", kind: "flow", element: flowWith(entity.name, field, states) }];
}

/** The options of a choice become states; its values stay where they are. */
export function makeFlow(entity: Entity, field: Field): Edit[] {
  const states = field.options.map(({ name, label, color }) => ({
    id: newId("sta"),
    name: /^[a-z]/.test(name) ? name : `state_${name}`,
    label,
    ...(color ? { color } : {}),
  }));
  const flow = flowWith(entity.name, field.name, states);
  const initial = states.find(({ name }) => name === field.default)?.name ?? flow.initial;
  return [{ op: "make_flow", target: field.id, flow: { ...flow, initial } }];
}

function flowWith(entity: string, field: string, states: State[]): Flow {
  return { id: newId("flw"), entity, field, states, initial: states[0]?.name ?? "new", transitions: chain(states) };
}

export function removeFlow(flow: Flow): Edit[] {
  return [{ op: "remove", kind: "flow", target: flow.id }];
}

export function setInitial(flow: Flow, state: State): Edit[] {
  return [{ op: "set", kind: "flow", target: flow.id, values: { initial: state.name } }];
}

export function addState(flow: Flow, label: string): Edit[] {
  const taken = flow.states.map(({ name }) => name);
  const element: State = { id: newId("sta"), name: nameFrom(label, "state", taken), label };
  return [{ op: "add", kind: "state", parent: flow.id, element }];
}

export function renameState(flow: Flow, state: State, label: string): Edit[] {
  const taken = flow.states.map(({ name }) => name);
  return [{ op: "rename", kind: "state", target: state.id, ...relabelled(state, label, "state", taken) }];
}

export function colorState(state: State, color: string | null): Edit[] {
  return [{ op: "set", kind: "state", target: state.id, values: { color } }];
}

/** A first state that goes leaves its part to the next one. */
export function removeState(flow: Flow, state: State): Edit[] {
  const heir = flow.states.find(({ name }) => name !== state.name);
  const handed = state.name === flow.initial && heir ? setInitial(flow, heir) : [];
  return [...handed, { op: "remove", kind: "state", target: state.id }];
}

export function moveState(state: State, position: number): Edit[] {
  return [{ op: "move", kind: "state", target: state.id, position }];
}

/** A step from one state to another; called after where it leads unless it is given a label. */
export function addTransition(flow: Flow, from: string, to: string, label?: string): Edit[] {
  const said = label || (flow.states.find(({ name }) => name === to)?.label ?? to);
  const taken = flow.transitions.map(({ name }) => name);
  return [{ op: "add", kind: "transition", parent: flow.id, element: newTransition(from, to, said, taken) }];
}

/** The label of a step; its name follows where it said the same. */
export function relabelTransition(flow: Flow, move: Transition, label: string): Edit[] {
  const taken = flow.transitions.map(({ name }) => name);
  const known = { name: move.name, label: move.label ?? move.name };
  const { name } = relabelled(known, label, "step", taken);
  const renamed: Edit[] = name === move.name ? [] : [{ op: "rename", kind: "transition", target: move.id, name }];
  return [...renamed, ...setTransition(move, { label })];
}

export function setTransition(move: Transition, values: TransitionValues): Edit[] {
  return [{ op: "set", kind: "transition", target: move.id, values }];
}

export function removeTransition(move: Transition): Edit[] {
  return [{ op: "remove", kind: "transition", target: move.id }];
}

/** Names of states, from what people type between commas. */
export function labelsIn(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((part) => part.trim()))].filter(
    (part) => part !== "" && snake(part) !== "",
  );
}
