import { expect, test } from "vitest";
import { problemsOf } from "../../src/wizard/problems";
import { renameMember, renameRole, renameState } from "../../src/wizard/renaming";
import { type Shapes, sendable } from "../../src/wizard/shapes";

const SHAPES = {
  "object-model": {
    complete: true,
    entities: [
      {
        name: "deal",
        description: "",
        fields: [
          { name: "value", type: "money", required: false, unique: false, searchable: false, options: [] },
          { name: "rate", type: "decimal", required: false, unique: false, searchable: false, options: [] },
        ],
        computed: [{ name: "weighted", type: "decimal", expression: "value * rate + company.value" }],
        rules: [{ name: "r", expression: 'value > 0 or "value" = "x"', message: "No." }],
      },
    ],
  },
  "state-flow": {
    complete: true,
    flows: [
      {
        entity: "deal",
        field: "status",
        initial: "lead",
        states: [{ name: "lead" }, { name: "won" }],
        transitions: [{ name: "win", from: ["lead"], to: "won", roles: ["manager"], guard: "value > 1" }],
      },
    ],
  },
  pages: {
    complete: true,
    components: [],
    pages: [
      {
        name: "deals",
        purpose: "",
        roles: ["manager"],
        components: [
          {
            name: "DealStats",
            type: "stats",
            entity: "deal",
            description: "",
            props: {
              stats: [
                {
                  label: "value",
                  op: "sum",
                  field: "value",
                  filters: [{ field: "status", op: "in", value: ["lead"] }],
                },
              ],
            },
          },
        ],
      },
    ],
  },
  permissions: {
    complete: true,
    roles: [{ name: "manager", people: [] }],
    default_role: "manager",
    matrix: [
      { role: "manager", entity: "deal", actions: ["read"], scope: "all", owner: "created_by", fields: ["value"] },
    ],
  },
} as unknown as Shapes;

test("a field takes its expressions, figures and rights along, and leaves words and other records alone", () => {
  const named = renameMember(SHAPES, "deal", "value", "amount");
  const [deal] = named["object-model"]?.entities ?? [];
  expect(deal?.fields[0]?.name).toBe("amount");
  expect(deal?.computed[0]?.expression).toBe("amount * rate + company.value");
  expect(deal?.rules[0]?.expression).toBe('amount > 0 or "value" = "x"');
  expect(named["state-flow"]?.flows[0]?.transitions[0]?.guard).toBe("amount > 1");
  expect(JSON.stringify(named.pages)).toContain('"label":"value","op":"sum","field":"amount"');
  expect(named.permissions?.matrix[0]?.fields).toEqual(["amount"]);
});

test("a state takes its moves and the filters that speak of it along", () => {
  const named = renameState(SHAPES, "deal", "lead", "prospect");
  const [flow] = named["state-flow"]?.flows ?? [];
  expect([flow?.initial, flow?.states[0]?.name, flow?.transitions[0]?.from]).toEqual([
    "prospect",
    "prospect",
    ["prospect"],
  ]);
  expect(JSON.stringify(named.pages)).toContain('"value":["prospect"]');
});

test("a role takes its moves, pages and rights along", () => {
  const named = renameRole(SHAPES, "manager", "boss");
  expect(JSON.stringify(named)).not.toContain("manager");
  expect(named.permissions?.default_role).toBe("boss");
});

test("what was emptied is left out of what is sent, and steps that say nothing are, too", () => {
  const emptied = {
    ...SHAPES,
    reports: { complete: true, reports: [] },
    permissions: { ...SHAPES.permissions, default_role: "" },
  };
  const sent = sendable(emptied as Shapes);
  expect(sent.reports).toBeUndefined();
  expect(sent.permissions).not.toHaveProperty("default_role");
});

test("what speaks of records that are gone is a problem at its place", () => {
  const without = { ...SHAPES, "object-model": { complete: true, entities: [] } } as Shapes;
  const found = problemsOf(without).map(({ step, path }) => `${step} ${path}`);
  expect(found).toContain("state-flow flows.0.entity");
  expect(found).toContain("pages pages.0.components.0.entity");
  expect(found).toContain("permissions matrix.0.entity");
});
