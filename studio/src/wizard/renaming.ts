import type { ComponentPart, Shapes } from "./shapes";

/** Names are what shapes know each other by, so another name is put wherever the old one is spoken of. */

type Swap = (name: string) => string;

const swapping =
  (from: string, to: string): Swap =>
  (name) =>
    name === from ? to : name;

/** The shapes with another name for a kind of record. */
export function renameEntity(shapes: Shapes, from: string, to: string): Shapes {
  const swap = swapping(from, to);
  const maybe = (name: string | null | undefined) => (name ? swap(name) : name);
  const component = (part: ComponentPart): ComponentPart => ({
    ...part,
    ...(part.entity ? { entity: swap(part.entity) } : {}),
  });
  return changed(shapes, {
    "object-model": (shape) => ({
      ...shape,
      entities: shape.entities.map((each) => ({ ...each, name: swap(each.name) })),
    }),
    relationships: (shape) => ({
      ...shape,
      relationships: shape.relationships.map((each) => ({ ...each, from: swap(each.from), to: swap(each.to) })),
    }),
    "state-flow": (shape) => ({ ...shape, flows: shape.flows.map((each) => ({ ...each, entity: swap(each.entity) })) }),
    pages: (shape) => ({
      ...shape,
      components: shape.components.map(component),
      pages: shape.pages.map((page) => ({ ...page, components: page.components.map(component) })),
    }),
    permissions: (shape) => ({
      ...shape,
      roles: shape.roles.map((role) => ({ ...role, people: role.people.map(swap) })),
      matrix: shape.matrix.map((each) => ({ ...each, entity: swap(each.entity) })),
    }),
    reports: (shape) => ({
      ...shape,
      reports: shape.reports.map((each) => ({ ...each, entity: maybe(each.entity) ?? "" })),
    }),
  });
}

/** The shapes with another name for a field, calculated value or link of a kind of record. */
export function renameMember(shapes: Shapes, entity: string, from: string, to: string): Shapes {
  const swap = swapping(from, to);
  const component = (part: ComponentPart): ComponentPart =>
    part.entity === entity && part.props ? { ...part, props: renamedProps(part.props, swap) } : part;
  return changed(shapes, {
    "object-model": (shape) => ({
      ...shape,
      entities: shape.entities.map((each) =>
        each.name !== entity
          ? each
          : {
              ...each,
              fields: each.fields.map((field) => ({ ...field, name: swap(field.name) })),
              computed: each.computed.map((part) => ({
                ...part,
                name: swap(part.name),
                expression: renamedIn(part.expression, from, to),
              })),
              rules: each.rules.map((rule) => ({ ...rule, expression: renamedIn(rule.expression, from, to) })),
            },
      ),
    }),
    "state-flow": (shape) => ({
      ...shape,
      flows: shape.flows.map((flow) =>
        flow.entity !== entity
          ? flow
          : {
              ...flow,
              field: swap(flow.field),
              transitions: flow.transitions.map((move) =>
                move.guard ? { ...move, guard: renamedIn(move.guard, from, to) } : move,
              ),
            },
      ),
    }),
    pages: (shape) => ({
      ...shape,
      components: shape.components.map(component),
      pages: shape.pages.map((page) => ({ ...page, components: page.components.map(component) })),
    }),
    permissions: (shape) => ({
      ...shape,
      matrix: shape.matrix.map((each) =>
        each.entity === entity && each.fields ? { ...each, fields: each.fields.map(swap) } : each,
      ),
    }),
    reports: (shape) => ({
      ...shape,
      reports: shape.reports.map((each) =>
        each.entity !== entity
          ? each
          : {
              ...each,
              group_by: each.group_by.map(swap),
              measures: each.measures.map((measure) =>
                measure.field ? { ...measure, field: swap(measure.field) } : measure,
              ),
              filters: each.filters.map((filter) => ({ ...filter, field: swap(filter.field) })),
              ...(each.date_field ? { date_field: swap(each.date_field) } : {}),
            },
      ),
    }),
  });
}

/** The shapes with another name for a state of a kind of record. */
export function renameState(shapes: Shapes, entity: string, from: string, to: string): Shapes {
  const swap = swapping(from, to);
  const field = shapes["state-flow"]?.flows.find((flow) => flow.entity === entity)?.field;
  const filters = <F extends { field: string; value?: unknown }>(each: F): F =>
    each.field === field ? { ...each, value: swapValue(each.value, swap) } : each;
  const component = (part: ComponentPart): ComponentPart =>
    part.entity === entity && part.props ? { ...part, props: renamedValues(part.props, field, swap) } : part;
  return changed(shapes, {
    "state-flow": (shape) => ({
      ...shape,
      flows: shape.flows.map((flow) =>
        flow.entity !== entity
          ? flow
          : {
              ...flow,
              ...(flow.initial ? { initial: swap(flow.initial) } : {}),
              states: flow.states.map((state) => ({ ...state, name: swap(state.name) })),
              transitions: flow.transitions.map((move) => ({
                ...move,
                from: move.from.map(swap),
                to: swap(move.to),
              })),
            },
      ),
    }),
    pages: (shape) => ({
      ...shape,
      components: shape.components.map(component),
      pages: shape.pages.map((page) => ({ ...page, components: page.components.map(component) })),
    }),
    reports: (shape) => ({
      ...shape,
      reports: shape.reports.map((each) =>
        each.entity === entity ? { ...each, filters: each.filters.map(filters) } : each,
      ),
    }),
  });
}

/** The shapes with another name for a role. */
export function renameRole(shapes: Shapes, from: string, to: string): Shapes {
  const swap = swapping(from, to);
  return changed(shapes, {
    "state-flow": (shape) => ({
      ...shape,
      flows: shape.flows.map((flow) => ({
        ...flow,
        transitions: flow.transitions.map((move) => ({ ...move, roles: move.roles.map(swap) })),
      })),
    }),
    pages: (shape) => ({ ...shape, pages: shape.pages.map((page) => ({ ...page, roles: page.roles.map(swap) })) }),
    permissions: (shape) => ({
      ...shape,
      roles: shape.roles.map((role) => ({ ...role, name: swap(role.name) })),
      matrix: shape.matrix.map((each) => ({ ...each, role: swap(each.role) })),
      ...(shape.default_role ? { default_role: swap(shape.default_role) } : {}),
      ...(shape.public_role ? { public_role: swap(shape.public_role) } : {}),
    }),
  });
}

/** The shapes with another name for a page. */
export function renamePage(shapes: Shapes, from: string, to: string): Shapes {
  const swap = swapping(from, to);
  return changed(shapes, {
    pages: (shape) => ({ ...shape, pages: shape.pages.map((page) => ({ ...page, name: swap(page.name) })) }),
    reports: (shape) => ({
      ...shape,
      reports: shape.reports.map((each) => (each.page ? { ...each, page: swap(each.page) } : each)),
    }),
  });
}

type Changes = { [S in keyof Shapes]?: (shape: NonNullable<Shapes[S]>) => NonNullable<Shapes[S]> };

function changed(shapes: Shapes, changes: Changes): Shapes {
  const next = { ...shapes } as Record<string, unknown>;
  for (const [step, change] of Object.entries(changes)) {
    if (next[step]) next[step] = (change as (shape: unknown) => unknown)(next[step]);
  }
  return next as Shapes;
}

/** An expression with another name in it, not where it stands behind a dot or in quotation marks. */
function renamedIn(expression: string, from: string, to: string): string {
  return expression.replace(/"[^"]*"|'[^']*'|\.?\w+/g, (word) => (word === from ? to : word));
}

/** What of a component's props are words for people and values, and so no names. */
const WORDS = new Set(["label", "submit_label", "value", "op", "wish", "report", "components"]);

function renamedProps<T>(value: T, swap: Swap): T {
  if (typeof value === "string") return swap(value) as T;
  if (Array.isArray(value)) return value.map((each) => renamedProps(each, swap)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, WORDS.has(key) ? each : renamedProps(each, swap)]);
  return Object.fromEntries(entries) as T;
}

function renamedValues<T>(value: T, field: string | undefined, swap: Swap): T {
  if (Array.isArray(value)) return value.map((each) => renamedValues(each, field, swap)) as T;
  if (typeof value !== "object" || value === null) return value;
  const isFilter = "field" in value && value.field === field && "value" in value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    isFilter && key === "value" ? swapValue(each, swap) : renamedValues(each, field, swap),
  ]);
  return Object.fromEntries(entries) as T;
}

function swapValue(value: unknown, swap: Swap): unknown {
  if (typeof value === "string") return swap(value);
  return Array.isArray(value) ? value.map((each) => swapValue(each, swap)) : value;
}
