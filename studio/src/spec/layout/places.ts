import type { Drop } from "./changes";
import { type Container, containerAt, isContainer, isWithin, type Path, samePath } from "./nodes";

/** All places that a node (or something new, where `from` is null) may go to, as one would read them. */
export function placesFor(tree: Container, from: Path | null): readonly Drop[] {
  const found: Drop[] = [];
  const visit = (box: Container, parent: Path): void => {
    for (let index = 0; index <= box.children.length; index += 1) {
      if (!staysPut(from, parent, index)) found.push({ kind: "at", parent, index });
      const child = box.children[index];
      const path = [...parent, index];
      if (!child || (from && samePath(path, from))) continue;
      if (isContainer(child)) visit(child, path);
      else if (box.direction !== "tabs") found.push(...besides(path, acrossFrom(box)));
    }
  };
  visit(tree, []);
  return found;
}

function besides(target: Path, direction: "row" | "column"): Drop[] {
  return (["start", "end"] as const).map((side) => ({ kind: "beside", target, side, direction }));
}

/** The direction in which a child of this box gets a neighbour by a new box around both. */
export function acrossFrom({ direction }: Container): "row" | "column" {
  return direction === "row" || direction === "grid" || direction === "sidebar" ? "column" : "row";
}

function staysPut(from: Path | null, parent: Path, index: number): boolean {
  const at = from?.at(-1);
  return from !== null && at !== undefined && samePath(from.slice(0, -1), parent) && (index === at || index === at + 1);
}

/** Whether a node may be put there and would not just stay where it is. */
export function mayDrop(from: Path | null, drop: Drop): boolean {
  const to = drop.kind === "at" ? drop.parent : drop.target;
  if (from && isWithin(to, from)) return false;
  return drop.kind !== "at" || !staysPut(from, drop.parent, drop.index);
}

export function sameDrop(one: Drop, other: Drop): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The place one further along the siblings; null at the end. */
export function alongside(tree: Container, path: Path, step: 1 | -1): Drop | null {
  const at = path.at(-1);
  const parent = path.slice(0, -1);
  const box = containerAt(tree, parent);
  if (at === undefined || !box) return null;
  const index = step < 0 ? at - 1 : at + 2;
  return index < 0 || index > box.children.length ? null : { kind: "at", parent, index };
}

/** The place right after the container around a node; null where that is the root. */
export function outward(path: Path): Drop | null {
  const parent = path.slice(0, -1);
  const at = parent.at(-1);
  return at === undefined ? null : { kind: "at", parent: parent.slice(0, -1), index: at + 1 };
}

/** The end of the container before a node, else the start of the one after it; null where there is none. */
export function inward(tree: Container, path: Path): Drop | null {
  const at = path.at(-1);
  if (at === undefined) return null;
  const parent = path.slice(0, -1);
  const before = containerAt(tree, [...parent, at - 1]);
  if (before) return { kind: "at", parent: [...parent, at - 1], index: before.children.length };
  return containerAt(tree, [...parent, at + 1]) ? { kind: "at", parent: [...parent, at + 1], index: 0 } : null;
}
