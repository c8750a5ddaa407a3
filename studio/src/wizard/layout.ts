import type { LayoutNode, PagePart } from "./shapes";

type Layout = NonNullable<PagePart["layout"]>;

/** A layout without the places of components that are gone, and without boxes that are empty because of it. */
export function prunedLayout(layout: Layout | null | undefined, names: ReadonlySet<string>): Layout | null {
  if (!layout) return null;
  const children = layout.children.flatMap((node) => pruned(node, names));
  return children.length > 0 ? { ...layout, children } : null;
}

function pruned(node: LayoutNode, names: ReadonlySet<string>): LayoutNode[] {
  if (node.type === "component") return names.has(node.component) ? [node] : [];
  const inside = prunedLayout(node, names);
  return inside ? [inside] : [];
}
