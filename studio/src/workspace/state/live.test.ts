import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../api/following";
import { type Followed, grow, NOTHING_HEARD } from "./live";

type Told = readonly [kind: string, data: Readonly<Record<string, unknown>>];

/** Events as the server tells them, a second apart. */
function events(...told: readonly Told[]): StreamEvent[] {
  return told.map(([kind, data], place) => ({ id: place + 1, kind, data, at: "", time: place * 1_000 }));
}

function after(all: readonly StreamEvent[], from: Followed = NOTHING_HEARD): Followed {
  return all.reduce(grow, from);
}

const edit = (name: string) => ({ sentence: `Add ${name}`, edit: { op: "add", element: { id: `fld_${name}` } } });
const component = (id: string, seconds: number, round = 1): Told => [
  "component",
  { turn: 1, component: id, name: id, type: "table", page: "start", path: "x.tsx", code: "", seconds, round },
];
const BEGUN: readonly Told[] = [
  ["message", { turn: 1, number: 1, role: "user", text: "A salon", author: "Ada" }],
  ["turn", { turn: 1, status: "queued" }],
  ["turn", { turn: 1, status: "running", tries: 1 }],
  ["decision", { turn: 1, decision: "new_requirement", subject: "schema", agent: "schema" }],
  ["edits", { turn: 1, edits: [edit("a"), edit("b")] }],
  ["reply", { turn: 1, text: "I read " }],
  ["reply", { turn: 1, text: "it." }],
];

test("a turn grows by what is told of it", () => {
  const { turns, reply } = after(events(...BEGUN));
  expect(reply).toBe("I read it.");
  expect(turns).toHaveLength(1);
  expect(turns[0]).toMatchObject({
    status: "running",
    decision: "new_requirement",
    sentences: ["Add a", "Add b"],
    elements: ["fld_a", "fld_b"],
  });
});

test("hearing everything twice changes nothing", () => {
  const all = events(...BEGUN, component("com_a", 5), ["window", { turn: 1, component: "com_a", state: "closed" }]);
  const once = after(all);
  expect(after(all, once)).toEqual(once);
  const middle = after(all.slice(0, 5));
  expect(after(all, middle)).toEqual(once);
});

test("a piece of the reply leaves the turn as it is, so that little is drawn anew", () => {
  const before = after(events(...BEGUN));
  const [piece] = events(["reply", { turn: 1, text: " More." }]);
  const now = grow(before, { ...(piece as StreamEvent), id: 99 });
  expect(now.turns).toBe(before.turns);
  expect(now.reply).toBe("I read it. More.");
});

test("a turn that waits stands behind the one at hand", () => {
  const all = events(...BEGUN, ["message", { turn: 2, number: 2 }], ["turn", { turn: 2, status: "queued" }]);
  const { turns, reply } = after(all);
  expect(turns.map(({ turn, status }) => [turn, status])).toEqual([
    [1, "running"],
    [2, "queued"],
  ]);
  expect(reply).toBe("I read it.");
});

describe("the end of a turn", () => {
  test("keeps what was replied until its message is there", () => {
    const done: Told = ["done", { turn: 1, message: 2, revision: 1, text: "I read it all.", status: "reviewing" }];
    const { turns, reply, over, ended } = after(events(...BEGUN, done));
    expect([turns, reply, over]).toEqual([[], "", 1]);
    expect(ended).toMatchObject({ reply: "I read it all.", message: 2 });
  });

  test("a stopped turn is gone at once, and what its worker still tells is dropped", () => {
    const late: Told = ["edits", { turn: 1, edits: [edit("c")] }];
    const { turns, ended } = after(events(...BEGUN, ["cancelled", { turn: 1, message: 2 }], late));
    expect([turns, ended]).toEqual([[], null]);
  });

  test("the next turn is at hand then", () => {
    const all = events(
      ...BEGUN,
      ["turn", { turn: 2, status: "queued" }],
      ["failed", { turn: 1, message: 2 }],
      ["turn", { turn: 2, status: "running", tries: 1 }],
    );
    expect(after(all).turns.map(({ turn, status }) => [turn, status])).toEqual([[2, "running"]]);
  });

  test("of a turn that nobody knew changes nothing else", () => {
    expect(after(events(["done", { turn: 4, message: 9 }]))).toMatchObject({ turns: [], over: 4, ended: null });
  });
});

describe("work that is taken up again", () => {
  const AGAIN: Told = ["turn", { turn: 1, status: "running", tries: 2 }];

  test("goes on from what was there when nothing is made anew", () => {
    const { turns, reply } = after(events(...BEGUN, AGAIN, component("com_a", 0)));
    expect(turns[0]).toMatchObject({ tries: 2, sentences: ["Add a", "Add b"] });
    expect(reply).toBe("I read it.");
  });

  test("begins anew with the first thing that is told anew", () => {
    const anew = BEGUN.slice(3);
    const { turns, reply } = after(events(...BEGUN, AGAIN, ...anew));
    expect(turns[0]?.sentences).toEqual(["Add a", "Add b"]);
    expect(reply).toBe("I read it.");
  });

  test("waits for nobody until it shows something again", () => {
    const { turns } = after(events(...BEGUN, component("com_a", 60), AGAIN));
    expect(turns[0]?.components[0]).toMatchObject({ isOpen: false, window: null });
  });
});

test("what is replied to a word about a component begins a paragraph", () => {
  const all = events(
    ...BEGUN,
    component("com_a", 5),
    ["message", { turn: 1, number: 2, feedback_on: "com_a" }],
    ["reply", { turn: 1, text: "It is shorter." }],
  );
  expect(after(all).reply).toBe("I read it.\n\nIt is shorter.");
});

describe("a window", () => {
  test("is open until it is closed, one at a time", () => {
    const opened = after(events(...BEGUN, component("com_a", 5)));
    expect(opened.turns[0]?.components[0]?.window).toEqual({ until: 12_000, left: null, isHeard: false });
    const all = events(
      ...BEGUN,
      component("com_a", 5),
      ["window", { turn: 1, component: "com_a", state: "closed" }],
      component("com_b", 5),
    );
    const { turns } = after(all);
    expect(turns[0]?.components.map(({ id, isOpen }) => [id, isOpen])).toEqual([
      ["com_a", false],
      ["com_b", true],
    ]);
  });

  test("keeps its time while the clock is stopped, also over what is shown meanwhile", () => {
    const all = events(
      ...BEGUN,
      component("com_a", 5),
      ["pause", { turn: 1 }],
      ["message", { turn: 1, number: 2, feedback_on: "com_a", about: "com_a" }],
      component("com_a", 5, 2),
      ["resume", { turn: 1 }],
    );
    const paused = after(all.slice(0, -2)).turns[0]?.components[0];
    expect(paused?.window).toMatchObject({ left: 4_000, isHeard: true });
    const again = after(all.slice(0, -1)).turns[0]?.components[0];
    expect(again).toMatchObject({ round: 2, window: { left: 5_000, isHeard: false } });
    expect(after(all).turns[0]?.components[0]?.window).toMatchObject({ until: 16_000, left: null });
  });

  test("of nobody waits after somebody went on", () => {
    const { turns } = after(events(...BEGUN, component("com_a", 5), ["continue", { turn: 1 }], component("com_b", 0)));
    expect(turns[0]?.components.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });
});

test("what was too long to be told is said to be missing, and never becomes words", () => {
  const all = events(...BEGUN, ["edits", { turn: 1, is_cut: true }], ["reply", { turn: 1, is_cut: true }]);
  const { turns, reply } = after(all);
  expect(turns[0]).toMatchObject({ isCut: true, sentences: ["Add a", "Add b"] });
  expect(reply).toBe("I read it.");
});

test("steps by button belong to no turn", () => {
  const known = after(events(...BEGUN));
  const [step] = events(["revision", { number: 4, kind: "undo" }]);
  expect(grow(known, { ...(step as StreamEvent), id: 50 })).toEqual({ ...known, heard: 50 });
});
