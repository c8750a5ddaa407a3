import {
  type Container,
  container,
  type Direction,
  isContainer,
  isSlot,
  isWithin,
  type LayoutNode,
  nodeAt,
  type Path,
  pathOf,
} from "./nodes";

/** Where something is put: at a position of a container, or beside a node in a new row or column around both. */
export type Drop =
  | { readonly kind: "at"; readonly parent: Path; readonly index: number }
  | {
      readonly kind: "beside";
      readonly target: Path;
      readonly side: "start" | "end";
      readonly direction: "row" | "column";
    };

/** A changed layout, and where what was moved, added or changed stands in it. */
export interface Changed {
  readonly tree: Container;
  readonly path: Path;
}

/** The layout with another node at a path. */
export function replaced(tree: Container, path: Path, change: (node: LayoutNode) => LayoutNode): Container {
  return replacedIn(tree, path, change) as Container;
}

function replacedIn(node: LayoutNode, path: Path, change: (node: LayoutNode) => LayoutNode): LayoutNode {
  const [position, ...rest] = path;
  if (position === undefined) return change(node);
  if (!isContainer(node)) return node;
  const children = node.children.map((child, at) => (at === position ? replacedIn(child, rest, change) : child));
  return { ...node, children };
}

/** The layout with one more node; in tabs it becomes a tab with this label. */
export function inserted(tree: Container, drop: Drop, node: LayoutNode, label: string): Changed {
  const grown = drop.kind === "at" ? put(tree, drop, node, label) : wrapped(tree, drop, node);
  return { tree: grown, path: pathOf(grown, node) ?? [] };
}

function put(tree: Container, { parent, index }: Extract<Drop, { kind: "at" }>, node: LayoutNode, label: string) {
  return replaced(tree, parent, (box) => {
    if (!isContainer(box)) return box;
    const put = box.direction === "tabs" ? asTab(node, label) : node;
    return { ...box, children: box.children.toSpliced(index, 0, put) };
  });
}

function asTab(node: LayoutNode, label: string): Container {
  return isContainer(node) && node.label ? node : container("column", [node], label);
}

/** The new box takes over the share that the node had of its parent. */
function wrapped(tree: Container, drop: Extract<Drop, { kind: "beside" }>, node: LayoutNode): Container {
  return replaced(tree, drop.target, (target) => {
    const { sizing, ...rest } = target;
    const inner = rest as LayoutNode;
    const box = container(drop.direction, drop.side === "start" ? [node, inner] : [inner, node]);
    return sizing ? { ...box, sizing } : box;
  });
}

/**
 * The layout with a node somewhere else; null where it cannot go, which is into itself.
 *
 * With `settle`, boxes that are left empty go, and plain ones that are left with one child give way to it. Without,
 * moving back gives the layout as it was.
 */
export function moved(tree: Container, from: Path, drop: Drop, label: string, settle = true): Changed | null {
  const node = nodeAt(tree, from);
  const to = drop.kind === "at" ? drop.parent : drop.target;
  if (!node || from.length === 0 || isWithin(to, from)) return null;
  const hole: LayoutNode = container("column", []);
  const { tree: grown } = inserted(
    replaced(tree, from, () => hole),
    drop,
    node,
    label,
  );
  const left = without(grown, hole, settle);
  return { tree: left, path: pathOf(left, node) ?? [] };
}

/** The layout without a node, and without the boxes that nothing is left in; the root stays. */
export function removed(tree: Container, path: Path): Container {
  const node = nodeAt(tree, path);
  return node && path.length > 0 ? without(tree, node, true) : tree;
}

/** The layout without what shows any of these components. */
export function withoutComponent(tree: Container, name: string): Container {
  const children = tree.children.flatMap((child): LayoutNode[] => {
    if (isSlot(child)) return child.component === name ? [] : [child];
    const left = withoutComponent(child, name);
    return left.children.length === 0 && child.children.length > 0 ? [] : [left];
  });
  return children.length === tree.children.length && children.every((child, at) => child === tree.children[at])
    ? tree
    : { ...tree, children };
}

function without(tree: Container, gone: LayoutNode, settle: boolean): Container {
  const children = childrenWithout(tree, gone, settle);
  return children === tree.children ? tree : { ...tree, children };
}

function childrenWithout(box: Container, gone: LayoutNode, settle: boolean): LayoutNode[] {
  if (box.children.includes(gone)) return box.children.filter((child) => child !== gone);
  let isChanged = false;
  const children = box.children.flatMap((child): LayoutNode[] => {
    if (!isContainer(child)) return [child];
    const left = childrenWithout(child, gone, settle);
    if (left === child.children) return [child];
    isChanged = true;
    return settle ? settled(child, left, box.direction) : [{ ...child, children: left }];
  });
  return isChanged ? children : box.children;
}

/** What stands for a box that lost a child: nothing, its only child, or the box. */
function settled(box: Container, left: LayoutNode[], around: Direction): LayoutNode[] {
  if (left.length === 0) return [];
  const [only] = left;
  const lost = left.length < box.children.length;
  if (lost && only && left.length === 1 && isPlain(box) && around !== "tabs") {
    const { sizing: _, ...rest } = only;
    return [box.sizing ? ({ ...rest, sizing: box.sizing } as LayoutNode) : only];
  }
  return [{ ...box, children: left }];
}

function isPlain({ direction, label }: Container): boolean {
  return (direction === "row" || direction === "column") && !label;
}

/** A node of its own inside a new container. */
export function wrappedIn(tree: Container, path: Path, direction: Direction, label: string): Container {
  return replaced(tree, path, (node) => {
    const { sizing, ...rest } = node;
    const inner = rest as LayoutNode;
    const box = container(direction, [direction === "tabs" ? asTab(inner, label) : inner]);
    return sizing ? { ...box, sizing } : box;
  });
}

/** The children of a container in its stead. */
export function unwrapped(tree: Container, path: Path): Container {
  const box = nodeAt(tree, path);
  const parent = path.slice(0, -1);
  const at = path.at(-1);
  if (at === undefined || !box || !isContainer(box)) return tree;
  return replaced(tree, parent, (around) =>
    isContainer(around) ? { ...around, children: around.children.toSpliced(at, 1, ...box.children) } : around,
  );
}
