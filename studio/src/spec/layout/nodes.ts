import type { Page } from "../types";

/** A box around other nodes of a page's layout. */
export type Container = NonNullable<Page["layout"]>;
export type LayoutNode = Container["children"][number];
/** The place of one component. */
export type Slot = Exclude<LayoutNode, { children: unknown }>;
export type Direction = Container["direction"];

/** The way from the root to a node: a position in each container on it. The root's is empty. */
export type Path = readonly number[];

export function isContainer(node: LayoutNode): node is Container {
  return "children" in node;
}

export function isSlot(node: LayoutNode): node is Slot {
  return "component" in node;
}

export function container(direction: Direction, children: readonly LayoutNode[], label?: string): Container {
  return { type: "container", direction, ...(label ? { label } : {}), children: [...children] };
}

export function slot(component: string): Slot {
  return { type: "component", component, sticky: false };
}

/** The node at a path; none where the path leads nowhere. */
export function nodeAt(tree: Container, path: Path): LayoutNode | undefined {
  let node: LayoutNode | undefined = tree;
  for (const position of path) {
    if (!node || !isContainer(node)) return undefined;
    node = node.children[position];
  }
  return node;
}

/** The container at a path; none where something else or nothing is there. */
export function containerAt(tree: Container, path: Path): Container | undefined {
  const node = nodeAt(tree, path);
  return node && isContainer(node) ? node : undefined;
}

/** The longest beginning of a path that still leads somewhere. */
export function nearest(tree: Container, path: Path): Path {
  let length = path.length;
  while (length > 0 && !nodeAt(tree, path.slice(0, length))) length -= 1;
  return path.slice(0, length);
}

/** Where this very node stands, by identity. */
export function pathOf(tree: Container, wanted: LayoutNode): Path | null {
  if (tree === wanted) return [];
  for (const [position, child] of tree.children.entries()) {
    if (child === wanted) return [position];
    const below = isContainer(child) ? pathOf(child, wanted) : null;
    if (below) return [position, ...below];
  }
  return null;
}

/** Every node with its path, as one would read them. */
export function walk(tree: Container): readonly { readonly node: LayoutNode; readonly path: Path }[] {
  const found: { node: LayoutNode; path: Path }[] = [];
  const visit = (node: LayoutNode, path: Path): void => {
    found.push({ node, path });
    if (isContainer(node)) node.children.forEach((child, position) => void visit(child, [...path, position]));
  };
  visit(tree, []);
  return found;
}

/** Names of the components that a layout shows, in order. */
export function shownIn(tree: Container): readonly string[] {
  return walk(tree).flatMap(({ node }) => (isSlot(node) ? [node.component] : []));
}

export function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** Whether a path leads to a node or into it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((position, depth) => path[depth] === position);
}

/** A path as text, to key and to find elements by. */
export function pathKey(path: Path): string {
  return path.join(".");
}

export function pathFrom(key: string): Path {
  return key === "" ? [] : key.split(".").map(Number);
}
