import { componentNamed, componentTitle, kindWords } from "../../spec/components";
import type { Drop } from "../../spec/layout/changes";
import { type Container, containerAt, type Direction, isSlot, type LayoutNode, nodeAt } from "../../spec/layout/nodes";
import { entityLabel } from "../../spec/lookup";
import type { AppSpec } from "../../spec/types";

export const DIRECTIONS: readonly { readonly value: Direction; readonly label: string; readonly icon: string }[] = [
  { value: "column", label: "Column", icon: "rows-3" },
  { value: "row", label: "Row", icon: "columns-3" },
  { value: "grid", label: "Grid", icon: "layout-grid" },
  { value: "tabs", label: "Tabs", icon: "panel-top" },
  { value: "sidebar", label: "Sidebar", icon: "panel-left" },
];

export function directionWords(direction: Direction): (typeof DIRECTIONS)[number] {
  return DIRECTIONS.find(({ value }) => value === direction) ?? { value: direction, label: direction, icon: "square" };
}

/** What people call a part of a layout. */
export function nodeLabel(node: LayoutNode): string {
  if (isSlot(node)) return componentTitle(node.component);
  return node.label ?? directionWords(node.direction).label;
}

export function nodeIcon(spec: AppSpec, node: LayoutNode): string {
  if (!isSlot(node)) return directionWords(node.direction).icon;
  const component = componentNamed(spec, node.component);
  return component ? kindWords(component.type).icon : "circle-help";
}

/** What a component is, in a few words: “Table of Client”. */
export function componentWords(spec: AppSpec, name: string): string {
  const component = componentNamed(spec, name);
  if (!component) return "This component does not exist any more";
  const { label } = kindWords(component.type);
  const report = spec.reports.find((one) => one.name === component.props?.report);
  if (report) return `${label} of “${report.title}”`;
  return component.entity ? `${label} of ${entityLabel(spec, component.entity)}` : label;
}

/** Where something would come to stand: “Before Client table, in the row”. */
export function dropWords(layout: Container, drop: Drop): string {
  if (drop.kind === "beside") {
    const target = nodeAt(layout, drop.target);
    const side = drop.direction === "row" ? { start: "Left of", end: "Right of" } : { start: "Above", end: "Below" };
    return `${side[drop.side]} ${target ? nodeLabel(target) : "it"}, in a new ${drop.direction}`;
  }
  const box = containerAt(layout, drop.parent);
  if (!box) return "Nowhere";
  const inside = drop.parent.length === 0 ? "on the page" : `in the ${nodeLabel(box).toLowerCase()}`;
  const next = box.children[drop.index];
  if (next) return `Before ${nodeLabel(next)}, ${inside}`;
  return box.children.length === 0 ? `Alone, ${inside}` : `Last ${inside}`;
}
