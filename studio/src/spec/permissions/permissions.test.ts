import { describe, expect, it } from "vitest";
import type { AppSpec, Edit, Page } from "../types";
import { cellEdits, cellKey, matrixEdits, matrixOf, withRights } from "./matrix";
import {
  ACTIONS,
  EVERYTHING,
  type Grant,
  NOTHING,
  ONLY_SEE,
  ownersOf,
  type Rights,
  type Rule,
  rightsOf,
  sameRights,
} from "./rights";
import { copyRights, giveEverywhere, mayOpen, rolesAfter } from "./roles";
import { changeSentence, grantSentence, summary } from "./words";

const rule = (id: string, values: Partial<Rule>): Rule => ({
  id: `prm_${id}`,
  role: "stylist",
  entity: "appointment",
  actions: ["read"],
  scope: "all",
  owner: "created_by",
  ...values,
});

const GRANTS: readonly Grant[] = [
  { scope: "all", owner: "created_by", fields: null },
  { scope: "own", owner: "stylist", fields: null },
  { scope: "own", owner: "created_by", fields: ["notes"] },
  { scope: "all", owner: "created_by", fields: ["starts_at", "notes"] },
];

/** Rules after edits, as the server applies them. */
function applied(rules: readonly Rule[], edits: readonly Edit[]): readonly Rule[] {
  let now = [...rules];
  for (const edit of edits) {
    if (edit.op === "add" && edit.kind === "permission") now.push(edit.element);
    else if (edit.op === "remove") now = now.filter(({ id }) => id !== edit.target);
    else if (edit.op === "set" && edit.kind === "permission") {
      now = now.map((one) => (one.id === edit.target ? ({ ...one, ...edit.values } as Rule) : one));
    }
  }
  return now;
}

/** All ways in which up to two of the grants can be given to each of two actions. */
function someRights(): readonly Rights[] {
  const sets = GRANTS.flatMap((one, at) => [[one], ...GRANTS.slice(at + 1).map((other) => [one, other])]);
  const choices: (readonly Grant[])[] = [[], ...sets];
  return choices.flatMap((read) => choices.map((update) => ({ ...NOTHING, read, update })));
}

const RULES: readonly (readonly Rule[])[] = [
  [],
  [rule("aaaaaa", { actions: ["read", "update"] })],
  [
    rule("aaaaaa", { scope: "own", owner: "stylist" }),
    rule("bbbbbb", { actions: ["update"], fields: ["notes"], scope: "own" }),
  ],
  [rule("aaaaaa", {}), rule("bbbbbb", { scope: "own", owner: "stylist", actions: ["read", "update"] })],
  [rule("aaaaaa", { scope: "none", actions: ["update", "delete"] }), rule("bbbbbb", { actions: ["read", "create"] })],
];

describe("the edits of one cell", () => {
  it("lead to exactly the rights that are wanted, from whatever rules there were", () => {
    for (const rules of RULES) {
      for (const wanted of someRights()) {
        const after = applied(rules, cellEdits(rules, "stylist", "appointment", wanted));
        expect(sameRights(rightsOf(after), wanted)).toBe(true);
      }
    }
  });

  it("are none where the rules say so already", () => {
    for (const rules of RULES) {
      expect(cellEdits(rules, "stylist", "appointment", rightsOf(rules))).toEqual([]);
    }
  });

  it("change a rule rather than replace it, so that it keeps its id and where it came from", () => {
    const rules = [rule("aaaaaa", { scope: "own", owner: "stylist", source: "their own" })];
    const all: Grant = { scope: "all", owner: "stylist", fields: null };
    expect(cellEdits(rules, "stylist", "appointment", { ...NOTHING, read: [all] })).toEqual([
      { op: "set", kind: "permission", target: "prm_aaaaaa", values: { scope: "all" } },
    ]);
  });

  it("let an action join the rule that allows the same for others", () => {
    const rules = [rule("aaaaaa", {})];
    const one = GRANTS.slice(0, 1);
    expect(cellEdits(rules, "stylist", "appointment", { ...NOTHING, read: one, update: one })).toEqual([
      { op: "set", kind: "permission", target: "prm_aaaaaa", values: { actions: ["read", "update"] } },
    ]);
  });

  it("make one rule of what several actions lack", () => {
    const edits = cellEdits([], "stylist", "appointment", EVERYTHING);
    expect(edits).toHaveLength(1);
    expect(edits[0]).toMatchObject({ op: "add", element: { actions: ["create", "read", "update", "delete"] } });
  });

  it("remove what nothing needs any more", () => {
    const [, , rules = []] = RULES;
    expect(cellEdits(rules, "stylist", "appointment", NOTHING).map(({ op }) => op)).toEqual(["remove", "remove"]);
  });
});

const entity = (name: string, person_role?: string) =>
  ({
    id: `ent_${name}`,
    name,
    display_name: name,
    fields: [],
    computed: [],
    ...(person_role ? { person_role } : {}),
  }) as unknown;
const SALON = {
  entities: [entity("appointment"), entity("stylist", "stylist"), entity("note")],
  relationships: [
    { kind: "belongs_to", from: "appointment", to: "stylist", name: "stylist", inverse: "appointments" },
    { kind: "has_many", from: "appointment", to: "note", name: "notes", inverse: "appointment" },
  ],
  flows: [],
  permissions: {
    roles: [
      { id: "rol_admin", name: "admin", label: "Administrator" },
      { id: "rol_stylist", name: "stylist", label: "Stylist" },
      { id: "rol_guest", name: "guest", label: "Guest" },
    ],
    public_role: "guest",
    rules: [
      rule("aaaaaa", { role: "admin", actions: ["create", "read", "update", "delete"] }),
      rule("bbbbbb", { scope: "own", owner: "stylist" }),
    ],
  },
} as unknown as AppSpec;
const [ADMIN, STYLIST, GUEST] = SALON.permissions?.roles ?? [];
const page = (roles: string[]) => ({ roles }) as Page;

describe("a matrix of rights", () => {
  it("asks for edits only where a cell differs", () => {
    const matrix = matrixOf(SALON);
    expect(matrixEdits(SALON, matrix)).toEqual([]);
    const edits = matrixEdits(SALON, withRights(matrix, "stylist", { note: ONLY_SEE }));
    expect(edits).toHaveLength(1);
    expect(edits[0]).toMatchObject({ op: "add", element: { role: "stylist", entity: "note", actions: ["read"] } });
  });

  it("copies what one role may to another", () => {
    if (!ADMIN || !STYLIST) throw new Error("The salon has roles.");
    const after = applied(SALON.permissions?.rules ?? [], copyRights(SALON, ADMIN, STYLIST));
    const now = matrixOf({ ...SALON, permissions: { ...SALON.permissions, rules: [...after] } } as AppSpec);
    for (const one of SALON.entities) {
      expect(now.get(cellKey("stylist", one.name))).toEqual(now.get(cellKey("admin", one.name)));
    }
  });

  it("never lets whoever is not signed in delete or own", () => {
    if (!ADMIN || !STYLIST || !GUEST) throw new Error("The salon has roles.");
    const all = applied([], copyRights(SALON, ADMIN, GUEST));
    expect(all.flatMap(({ actions }) => actions)).not.toContain("delete");
    expect(copyRights(SALON, STYLIST, GUEST)).toEqual([]);
  });

  it("gives the same rights for everything", () => {
    if (!STYLIST) throw new Error("The salon has roles.");
    expect(giveEverywhere(SALON, STYLIST, ONLY_SEE)).toHaveLength(3);
  });

  it("knows who can own a row, near and far", () => {
    expect(ownersOf(SALON, "note").map(({ path }) => path)).toEqual(["created_by", "appointment.stylist"]);
    expect(ownersOf(SALON, "stylist").map(({ path }) => path)).toEqual(["created_by", "self"]);
  });
});

describe("pages of roles", () => {
  it("are for everybody who is signed in where they name nobody", () => {
    expect(["admin", "guest"].map((role) => mayOpen(SALON, page([]), role))).toEqual([true, false]);
  });

  it("name those who are left when one may not open them any more", () => {
    expect(rolesAfter(SALON, page([]), "stylist", false)).toEqual(["admin"]);
    expect(rolesAfter(SALON, page(["admin"]), "stylist", true)).toEqual([]);
    expect(rolesAfter(SALON, page([]), "guest", true)).toEqual(["admin", "stylist", "guest"]);
  });

  it("are never left to nobody, which would mean everybody", () => {
    expect(rolesAfter(SALON, page(["admin"]), "admin", false)).toBeNull();
  });
});

describe("rights in words", () => {
  it("can be read at a glance", () => {
    const [all, own] = GRANTS;
    if (!all || !own) throw new Error("There are grants.");
    expect(summary(NOTHING)).toBe("Nothing");
    expect(summary(EVERYTHING)).toBe("Everything");
    expect(summary({ ...NOTHING, read: [all], update: [own] })).toBe("Sees all · changes own");
    expect(summary({ ...NOTHING, create: [all] })).toBe("Adds");
    expect(ACTIONS).toHaveLength(4);
  });

  it("say which rows and which fields", () => {
    const grant: Grant = { scope: "own", owner: "stylist", fields: ["notes"] };
    expect(grantSentence(SALON, "Stylist", "appointment", "update", grant)).toBe(
      "Stylist may change appointments where they are the stylist, but only notes.",
    );
    expect(changeSentence(SALON, "Stylist", "appointment", ONLY_SEE, NOTHING)).toBe(
      "Stylist, appointments: sees all → nothing",
    );
  });
});
