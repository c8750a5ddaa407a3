import { type KeyboardEvent, useMemo, useState } from "react";
import { type Drop, moved, removed } from "../../../spec/layout/changes";
import {
  type Container,
  isContainer,
  type LayoutNode,
  nearest,
  type Path,
  pathKey,
  walk,
} from "../../../spec/layout/nodes";
import { alongside, inward, outward } from "../../../spec/layout/places";
import { useDesigner } from "../designer";
import { nodeLabel } from "../words";

export interface TreeRow {
  readonly key: string;
  readonly node: LayoutNode;
  readonly path: Path;
  readonly isOpen: boolean;
}

/** The rows of the layout tree that are to be seen, and what keys do with them. */
export function useTree() {
  const { page, layout, path, choose, mayEdit, lay } = useDesigner();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const foldKey = (key: string) => `${page.id}/${key}`;
  const rows = useMemo(() => visible(layout, (key) => closed.has(`${page.id}/${key}`)), [layout, closed, page.id]);
  const chosen = pathKey(nearest(layout, path));
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === chosen),
  );
  const row = rows[at];

  const toggle = (key: string, open?: boolean) => {
    const next = new Set(closed);
    if (open ?? next.has(foldKey(key))) next.delete(foldKey(key));
    else next.add(foldKey(key));
    setClosed(next);
  };
  const go = (to: number) => {
    const target = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    if (target) choose(target.path);
  };
  const move = (key: string) => {
    if (!row || !mayEdit) return;
    const isAcross = key === "ArrowLeft" || key === "ArrowRight";
    const drop = goal(layout, row.path, key);
    const next = drop && moved(layout, row.path, drop, nodeLabel(row.node), isAcross);
    if (next) void lay(next.tree, next.path);
  };
  const remove = () => {
    if (!row || !mayEdit || row.path.length === 0) return;
    const next = removed(layout, row.path);
    void lay(next, nearest(next, row.path));
  };

  const unfold = () => {
    if (!row || !isContainer(row.node)) return;
    if (row.isOpen) go(at + 1);
    else toggle(row.key, true);
  };
  const fold = () => {
    if (!row) return;
    if (isContainer(row.node) && row.isOpen && row.node.children.length > 0) toggle(row.key, false);
    else choose(row.path.slice(0, -1));
  };
  const act = (key: string): boolean => {
    if (key === "ArrowDown") go(at + 1);
    else if (key === "ArrowUp") go(at - 1);
    else if (key === "Home") go(0);
    else if (key === "End") go(rows.length - 1);
    else if (key === "ArrowRight") unfold();
    else if (key === "ArrowLeft") fold();
    else if (key === "Delete") remove();
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.altKey && event.key.startsWith("Arrow")) move(event.key);
    else if (event.altKey || !act(event.key)) return;
    event.preventDefault();
  };
  return { rows, chosen, onKeyDown, toggle, choose: (one: TreeRow) => choose(one.path) };
}

/** Where Alt and an arrow key take a part. */
function goal(layout: Container, path: Path, key: string): Drop | null {
  if (key === "ArrowUp") return alongside(layout, path, -1);
  if (key === "ArrowDown") return alongside(layout, path, 1);
  return key === "ArrowLeft" ? outward(path) : inward(layout, path);
}

function visible(layout: Parameters<typeof walk>[0], isClosed: (key: string) => boolean): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  let below: string | null = null;
  for (const { node, path } of walk(layout)) {
    const key = pathKey(path);
    if (below !== null && (key.startsWith(`${below}.`) || (below === "" && key !== ""))) continue;
    const isOpen = !isClosed(key);
    below = isContainer(node) && !isOpen ? key : null;
    rows.push({ key, node, path, isOpen });
  }
  return rows;
}
