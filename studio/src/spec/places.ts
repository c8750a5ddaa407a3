import type { TabName } from "../workspace/tab-names";
import type { AppSpec } from "./types";

/** Where in the workspace something of the spec is shown. */
export interface Place {
  readonly tab: TabName;
  /** What people call it: “Phone of Client”. */
  readonly label: string;
  /** The element that the tab points at; none for a file. */
  readonly element?: string;
  readonly file?: string;
  readonly line?: number;
}

interface Named {
  readonly id: string;
  readonly name?: string;
}

/** The tab that shows an element, and what people call it; null where the spec has no such element. */
export function placeOf(spec: AppSpec, id: string): Place | null {
  for (const { element, place } of placesIn(spec)) if (element.id === id) return place;
  return null;
}

/** The place that a diagnostic names, such as `entities.client.fields.phone` or `src/app.tsx:3:1`. */
export function placeOfPath(spec: AppSpec, path: string): Place | null {
  const file = /^((?:src|docs|sql|migrations|rollback)\/[^\s:]+|[\w.-]+\.(?:json|md|tsx?|sql))(?::(\d+))?/.exec(path);
  if (file?.[1]) return placeOfFile(file[1], file[2] ? Number(file[2]) : undefined);
  let best: { readonly length: number; readonly place: Place } | null = null;
  for (const { path: own, place } of placesIn(spec)) {
    const isIn = path === own || path.startsWith(`${own}.`);
    if (isIn && own.length > (best?.length ?? 0)) best = { length: own.length, place };
  }
  return best?.place ?? areaOf(path);
}

/** A file, in the tab that edits it. */
export function placeOfFile(file: string, line?: number): Place {
  return { tab: "code", label: file, file, ...(line ? { line } : {}) };
}

const AREAS: Readonly<Record<string, readonly [TabName, string]>> = {
  entities: ["data", "Data"],
  relationships: ["data", "Data"],
  flows: ["flow", "Flow"],
  pages: ["pages", "Pages"],
  components: ["pages", "Pages"],
  permissions: ["permissions", "Permissions"],
  reports: ["reports", "Reports"],
  endpoints: ["code", "Code"],
  settings: ["code", "Code"],
};

/** The tab of a kind of thing, where the thing itself is not there. */
function areaOf(path: string): Place | null {
  const found = AREAS[path.split(".")[0] ?? ""];
  return found ? { tab: found[0], label: found[1] } : null;
}

interface Placed {
  readonly element: Named;
  readonly path: string;
  readonly place: Place;
}

function placed(element: Named, path: string, tab: TabName, label: string): Placed {
  return { element, path, place: { tab, label, element: element.id } };
}

function* placesIn(spec: AppSpec): Generator<Placed> {
  yield* ofEntities(spec);
  yield* ofFlows(spec);
  for (const page of spec.pages) yield placed(page, `pages.${page.name}`, "pages", `Page ${page.title}`);
  for (const one of spec.components) yield placed(one, `components.${one.name}`, "pages", `Component ${one.name}`);
  yield* ofPermissions(spec);
  for (const one of spec.reports) yield placed(one, `reports.${one.name}`, "reports", `Report ${one.title}`);
  for (const one of spec.endpoints) {
    const address = `${one.method} ${one.path}`;
    yield placed(one, `endpoints.${address}`, "code", `Endpoint ${address}`);
  }
  for (const one of spec.settings) yield placed(one, `settings.${one.key}`, "code", `Setting ${one.label}`);
  yield* ofAssumptions(spec);
}

function* ofEntities(spec: AppSpec): Generator<Placed> {
  for (const entity of spec.entities) {
    const at = `entities.${entity.name}`;
    const own = (element: Named, part: string, label: string) => placed(element, `${at}.${part}`, "data", label);
    const of = `of ${entity.display_name}`;
    yield placed(entity, at, "data", entity.display_name);
    for (const field of entity.fields) {
      yield own(field, `fields.${field.name}`, `${field.label} ${of}`);
      for (const option of field.options) {
        yield own(option, `fields.${field.name}.options.${option.name}`, `${option.label} in ${field.label} ${of}`);
      }
    }
    for (const one of entity.computed) yield own(one, `computed.${one.name}`, `${one.label} ${of}`);
    for (const one of entity.rules) yield own(one, `rules.${one.name}`, `Rule “${one.message}” ${of}`);
    for (const [place, one] of entity.indexes.entries()) yield own(one, `indexes.${place}`, `Index ${of}`);
  }
  for (const link of spec.relationships) {
    const label = `${nameOf(spec, link.from)} and ${nameOf(spec, link.to)}`;
    yield placed(link, `relationships.${link.from}.${link.name}`, "data", label);
    // a has_many is spoken of from the side that holds the reference
    if (link.kind === "has_many") yield placed(link, `relationships.${link.to}.${link.inverse}`, "data", label);
  }
}

function* ofFlows(spec: AppSpec): Generator<Placed> {
  for (const flow of spec.flows) {
    const at = `flows.${flow.entity}`;
    const of = `of ${nameOf(spec, flow.entity)}`;
    yield placed(flow, at, "flow", `States ${of}`);
    for (const one of flow.states) yield placed(one, `${at}.states.${one.name}`, "flow", `State ${one.label} ${of}`);
    for (const one of flow.transitions) {
      const label = one.label ?? one.name.replaceAll("_", " ");
      yield placed(one, `${at}.transitions.${one.name}`, "flow", `Move “${label}” ${of}`);
    }
  }
}

function* ofPermissions(spec: AppSpec): Generator<Placed> {
  const { roles = [], rules = [] } = spec.permissions ?? {};
  const labels = new Map(roles.map(({ name, label }) => [name, label]));
  for (const one of roles) yield placed(one, `permissions.roles.${one.name}`, "permissions", `Role ${one.label}`);
  for (const one of rules) {
    const label = `What ${labels.get(one.role) ?? one.role} may do with ${nameOf(spec, one.entity)}`;
    yield placed(one, `permissions.rules.${one.role}.${one.entity}`, "permissions", label);
  }
}

/** An assumption is shown where what it is about is shown, and among what is open otherwise. */
function* ofAssumptions(spec: AppSpec): Generator<Placed> {
  const assumptions = new Set(spec.assumptions.map(({ id }) => id));
  for (const one of spec.assumptions) {
    const about = one.elements.find((id) => !assumptions.has(id));
    const near = about ? placeOf(spec, about) : null;
    const place: Place = near ?? { tab: "review", label: "Assumptions", element: one.id };
    yield { element: one, path: `assumptions.${one.id}`, place: { ...place, label: one.text } };
  }
}

function nameOf(spec: AppSpec, entity: string): string {
  return spec.entities.find(({ name }) => name === entity)?.display_name ?? entity;
}
