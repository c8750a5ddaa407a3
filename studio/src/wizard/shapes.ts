import type { Schemas } from "../api/client";

export type ObjectModel = Schemas["ObjectModel"];
export type EntityPart = Schemas["EntityPart"];
export type FieldPart = Schemas["FieldPart"];
export type OptionPart = Schemas["OptionPart"];
export type ComputedPart = Schemas["ComputedPart"];
export type RulePart = Schemas["RulePart"];
export type Relationships = Schemas["Relationships"];
export type RelationshipPart = Schemas["RelationshipPart"];
export type StateFlow = Schemas["StateFlow"];
export type FlowPart = Schemas["FlowPart"];
export type StatePart = Schemas["StatePart"];
export type TransitionPart = Schemas["TransitionPart"];
export type Pages = Schemas["Pages-Output"];
export type PagePart = Schemas["PagePart-Output"];
export type ComponentPart = Schemas["ComponentPart"];
export type LayoutNode = NonNullable<PagePart["layout"]>["children"][number];
export type PermissionMatrix = Schemas["PermissionMatrix"];
export type RolePart = Schemas["RolePart"];
export type GrantPart = Schemas["GrantPart"];
export type Reports = Schemas["Reports"];
export type ReportPart = Schemas["ReportPart"];
export type Measure = Schemas["Measure"];

/** What each step says; docs/schema/steps describes the shapes. */
export interface ShapeOf {
  "object-model": ObjectModel;
  relationships: Relationships;
  "state-flow": StateFlow;
  pages: Pages;
  permissions: PermissionMatrix;
  reports: Reports;
}

export type StepId = keyof ShapeOf;

/** The shapes of the steps that say anything so far. */
export type Shapes = Partial<ShapeOf>;

/** A step before anything is said in it; what it ends up with is all there is. */
export const EMPTY: ShapeOf = {
  "object-model": { complete: true, entities: [] },
  relationships: { complete: true, relationships: [] },
  "state-flow": { complete: true, flows: [] },
  pages: { complete: true, pages: [], components: [] },
  permissions: { complete: true, roles: [], matrix: [] },
  reports: { complete: true, reports: [] },
};

/** How many things a step speaks of. */
export function sizeOf(step: StepId, shapes: Shapes): number {
  switch (step) {
    case "object-model":
      return shapes["object-model"]?.entities.length ?? 0;
    case "relationships":
      return shapes.relationships?.relationships.length ?? 0;
    case "state-flow":
      return shapes["state-flow"]?.flows.length ?? 0;
    case "pages":
      return shapes.pages?.pages.length ?? 0;
    case "permissions":
      return shapes.permissions?.roles.length ?? 0;
    case "reports":
      return shapes.reports?.reports.length ?? 0;
  }
}

/** Shapes as the API takes them: steps that say nothing are left out, and so are texts that were emptied. */
export function sendable(shapes: Shapes): Shapes {
  const said = Object.entries(shapes).filter(([step]) => sizeOf(step as StepId, shapes) > 0);
  return Object.fromEntries(said.map(([step, shape]) => [step, withoutEmpty(shape)])) as Shapes;
}

/** Attributes that may be missing, and are when somebody has emptied them. */
const OPTIONAL = new Set(["label", "display_name", "title", "name", "icon", "color", "variant", "guard", "initial"]);
const ALSO = new Set(["path", "default_role", "public_role", "date_field", "page", "period", "inverse", "entity"]);

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, each]) => each !== "" || !(OPTIONAL.has(key) || ALSO.has(key)));
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutEmpty(each)]));
}
