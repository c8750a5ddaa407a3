import type { Flow } from "./types";

/** What is worth knowing about a state: whether rows get there, and whether they get away again. */
export type StateNote = "unreachable" | "final" | "stuck";

/** States that nothing leads to or out of; a first state that cannot be left is `stuck`. */
export function stateNotes({ states, initial, transitions }: Flow): ReadonlyMap<string, StateNote> {
  const notes = new Map<string, StateNote>();
  if (states.length < 2) return notes;
  const ways = new Map(states.map(({ name }) => [name, new Set<string>()]));
  for (const { from, to } of transitions) if (ways.has(to) && from !== to) ways.get(from)?.add(to);
  const reached = new Set([initial]);
  const waiting = [initial];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    for (const next of ways.get(state) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(next);
    }
  }
  for (const { name } of states) {
    if (!reached.has(name)) notes.set(name, "unreachable");
    else if (ways.get(name)?.size === 0) notes.set(name, name === initial ? "stuck" : "final");
  }
  return notes;
}

/** What a note says in words. */
export function noteWords(note: StateNote): string {
  const said = {
    unreachable: "Nothing leads here: no record can get into this state.",
    final: "Final: nothing leads out of it.",
    stuck: "Nothing leads out of it, so every record stays here.",
  };
  return said[note];
}

/** What people call a state. */
export function stateLabel(flow: Flow, name: string): string {
  return flow.states.find((state) => state.name === name)?.label ?? name;
}

/** The tones that a state may have, as people call them. */
export const STATE_COLORS: readonly { readonly value: string; readonly label: string }[] = [
  { value: "neutral", label: "Grey" },
  { value: "info", label: "Blue" },
  { value: "success", label: "Green" },
  { value: "warning", label: "Amber" },
  { value: "danger", label: "Red" },
  { value: "accent", label: "Accent" },
];
