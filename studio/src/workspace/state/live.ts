import type { StreamEvent } from "../../api/following";

/** The time in which something may be said about a component before the next one is shown. */
export interface Window {
  /** When it closes, in milliseconds of this page's clock. */
  readonly until: number;
  /** What was left of it, in milliseconds, when the clock was stopped; null while it runs. */
  readonly left: number | null;
  /** Whether something was said, and the component is being changed. */
  readonly isHeard: boolean;
}

/** A component as a turn has just made it; `window` is null once nobody waits for a word about it. */
export interface LiveComponent {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly page: string | null;
  readonly round: number;
  readonly seconds: number;
  readonly isOpen: boolean;
  readonly window: Window | null;
}

/** The turn that is being worked on, as far as its events have told; its reply is kept apart. */
export interface Live {
  readonly turn: number;
  readonly status: "queued" | "running";
  /** How often the work was taken up. */
  readonly tries: number;
  readonly decision: string | null;
  readonly subject: string | null;
  readonly agent: string | null;
  readonly sentences: readonly string[];
  /** The element that each sentence is about, null where there is none. */
  readonly elements: readonly (string | null)[];
  readonly notices: readonly string[];
  readonly components: readonly LiveComponent[];
  readonly isPaused: boolean;
  /** Whether files are told of: the work itself is done, and checked. */
  readonly isChecked: boolean;
  /** Whether something was too long to be told; the message at the end has all of it. */
  readonly isCut: boolean;
  /** Whether what is here is of an earlier attempt, and gives way to the first thing that is told anew. */
  readonly isStale: boolean;
}

/** A turn that has ended, for as long as its message is not there. */
export interface Ended {
  readonly live: Live;
  readonly reply: string;
  readonly message: number;
}

/** All that is followed of a session: its open turns in order, and what the first of them replies. */
export interface Followed {
  /** The last event that was heard. */
  readonly heard: number;
  readonly turns: readonly Live[];
  readonly reply: string;
  /** The last turn that has ended; what is still told of it is dropped. */
  readonly over: number;
  readonly ended: Ended | null;
}

export const NOTHING_HEARD: Followed = { heard: 0, turns: [], reply: "", over: 0, ended: null };

const BEGUN: Omit<Live, "turn"> = {
  status: "queued",
  tries: 0,
  decision: null,
  subject: null,
  agent: null,
  sentences: [],
  elements: [],
  notices: [],
  components: [],
  isPaused: false,
  isChecked: false,
  isCut: false,
  isStale: false,
};

const ENDS = new Set(["done", "failed", "cancelled"]);
/** What is made anew after a crash; components that were shown are not shown again. */
const MADE = new Set(["decision", "reply", "edits"]);

/** What is followed after one more event; one that was heard already changes nothing. */
export function grow(followed: Followed, event: StreamEvent): Followed {
  if (event.id <= followed.heard) return followed;
  const known = { ...followed, heard: event.id };
  const { turn } = event.data;
  if (typeof turn !== "number" || turn <= known.over) return known;
  if (ENDS.has(event.kind)) return ended(known, turn, event);
  const before = known.turns.find((one) => one.turn === turn) ?? { ...BEGUN, turn };
  const isAnew = before.isStale && MADE.has(event.kind);
  const live = isAnew ? withoutMade(before) : before;
  const reply = replied(isAnew && turn === known.turns[0]?.turn ? "" : known.reply, event);
  const after = told(live, event);
  if (after === before && known.turns.includes(before)) return { ...known, reply };
  const others = known.turns.filter((one) => one.turn !== turn);
  return { ...known, reply, turns: [...others, after].sort((one, other) => one.turn - other.turn) };
}

function ended(known: Followed, turn: number, { kind, data }: StreamEvent): Followed {
  const live = known.turns.find((one) => one.turn === turn);
  const turns = known.turns.filter((one) => one.turn > turn);
  const isShown = kind === "done" && live !== undefined && typeof data.message === "number";
  const reply = live === known.turns[0] ? known.reply : "";
  return {
    ...known,
    turns,
    reply: "",
    over: turn,
    ended: isShown ? { live, reply: textIn(data) || reply, message: Number(data.message) } : null,
  };
}

/** What is replied to a word about a component stands below what was replied before. */
function replied(reply: string, { kind, data }: StreamEvent): string {
  if (kind === "reply") return reply + textIn(data);
  return kind === "message" && reply !== "" && typeof data.feedback_on === "string" ? `${reply}\n\n` : reply;
}

/** Work that was made in an attempt that broke off. */
function withoutMade(live: Live): Live {
  return { ...live, isStale: false, sentences: [], elements: [], notices: [], isCut: false };
}

/** One turn after something was told of it. */
function told(live: Live, event: StreamEvent): Live {
  const { kind, data } = event;
  switch (kind) {
    case "turn":
      return begun(live, data);
    case "decision":
      return { ...live, decision: wordIn(data.decision), subject: wordIn(data.subject), agent: wordIn(data.agent) };
    case "notice":
      return data.text === undefined ? live : { ...live, notices: [...live.notices, textIn(data)] };
    case "edits":
      return edited(live, data);
    case "component":
      return { ...live, components: shown(live, event) };
    case "window":
      return { ...live, isPaused: false, components: closed(live.components, String(data.component)) };
    case "message":
      return typeof data.feedback_on === "string" ? heard(live, data.feedback_on) : live;
    case "pause":
    case "resume":
      return paused(live, kind === "pause", event.time);
    case "continue":
      return { ...live, isPaused: false, components: closed(live.components) };
    case "file":
    case "verification":
      return live.isChecked ? live : { ...live, isChecked: true };
    default:
      return live;
  }
}

type Data = StreamEvent["data"];

/** Work that is taken up again may be made anew, or go on where it broke off; nobody is waited for meanwhile. */
function begun(live: Live, data: Data): Live {
  const status = data.status === "running" ? "running" : "queued";
  const tries = Number(data.tries ?? live.tries);
  if (tries <= 1) return { ...live, status, tries };
  return { ...live, status, tries, isStale: true, isChecked: false, components: closed(live.components) };
}

interface ToldEdit {
  readonly sentence: string;
  readonly edit: {
    readonly target?: string;
    readonly targets?: readonly string[];
    readonly element?: { readonly id?: string };
  };
}

function edited(live: Live, data: Data): Live {
  if (!Array.isArray(data.edits)) return { ...live, isCut: true };
  const edits = data.edits as readonly ToldEdit[];
  return {
    ...live,
    sentences: [...live.sentences, ...edits.map(({ sentence }) => sentence)],
    elements: [
      ...live.elements,
      ...edits.map(({ edit }) => edit.element?.id ?? edit.target ?? edit.targets?.[0] ?? null),
    ],
  };
}

function shown(live: Live, { data, time }: StreamEvent): readonly LiveComponent[] {
  const id = String(data.component);
  const seconds = Number(data.seconds ?? 0);
  const window: Window = {
    until: time + seconds * 1_000,
    left: live.isPaused ? seconds * 1_000 : null,
    isHeard: false,
  };
  const one: LiveComponent = {
    id,
    name: textIn(data, "name"),
    type: textIn(data, "type"),
    page: wordIn(data.page),
    round: Number(data.round ?? 1),
    seconds,
    isOpen: seconds > 0,
    window: seconds > 0 ? window : null,
  };
  return [...closed(live.components.filter((other) => other.id !== id)), one];
}

/** Components whose windows are closed: one of them, or all. */
function closed(components: readonly LiveComponent[], id?: string): readonly LiveComponent[] {
  return components.map((one) =>
    one.isOpen && (id === undefined || one.id === id) ? { ...one, isOpen: false, window: null } : one,
  );
}

function heard(live: Live, id: string): Live {
  const components = live.components.map((one) =>
    one.id === id && one.window ? { ...one, window: { ...one.window, isHeard: true } } : one,
  );
  return { ...live, components };
}

function paused(live: Live, isPaused: boolean, time: number): Live {
  const components = live.components.map((one) =>
    one.window ? { ...one, window: stopped(one.window, isPaused, time) } : one,
  );
  return { ...live, isPaused, components };
}

function stopped(window: Window, isPaused: boolean, time: number): Window {
  if (isPaused) return { ...window, left: window.left ?? Math.max(0, window.until - time) };
  return window.left === null ? window : { ...window, until: time + window.left, left: null };
}

function textIn(data: Data, name = "text"): string {
  const value = data[name];
  return typeof value === "string" ? value : "";
}

function wordIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
