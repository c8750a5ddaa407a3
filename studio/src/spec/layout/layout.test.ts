import { describe, expect, it } from "vitest";
import { type Drop, inserted, moved, removed, unwrapped, withoutComponent, wrappedIn } from "./changes";
import {
  type Container,
  container,
  isContainer,
  nodeAt,
  type Path,
  pathOf,
  samePath,
  shownIn,
  slot,
  walk,
} from "./nodes";
import { inOrder, shownAt, withPlacement, withSizing } from "./placement";
import { alongside, inward, outward, placesFor } from "./places";

/** Numbers that look random and are the same on every run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A layout of some depth whose containers have labels to tell them apart. */
function anyLayout(seed: number): Container {
  const pick = chance(seed);
  let count = 0;
  const grow = (depth: number): Container => {
    const children = Array.from({ length: 1 + pick(3) }, () => {
      count += 1;
      return depth > 0 && pick(2) === 0 ? grow(depth - 1) : slot(`Part${count}`);
    });
    count += 1;
    const direction = (["row", "column", "grid", "sidebar", "tabs"] as const)[pick(5)] ?? "column";
    const tabs = children.map((child) => (isContainer(child) ? child : container("column", [child], `Tab${count++}`)));
    return container(direction, direction === "tabs" ? tabs : children, `Box${count}`);
  };
  return grow(3);
}

const SEEDS = Array.from({ length: 30 }, (_, seed) => seed + 1);
const sorted = (tree: Container) => shownIn(tree).toSorted();

/** Every move that this layout allows. */
function moves(tree: Container): readonly { from: Path; drop: Drop }[] {
  return walk(tree)
    .filter(({ path }) => path.length > 0)
    .flatMap(({ path: from }) => placesFor(tree, from).map((drop) => ({ from, drop })));
}

describe("a move in a layout", () => {
  it("loses and doubles nothing, wherever anything goes", () => {
    for (const seed of SEEDS) {
      const tree = anyLayout(seed);
      for (const { from, drop } of moves(tree)) {
        const after = moved(tree, from, drop, "Tab");
        expect(after && sorted(after.tree)).toEqual(sorted(tree));
      }
    }
  });

  it("says where the moved node stands afterwards", () => {
    for (const seed of SEEDS) {
      const tree = anyLayout(seed);
      for (const { from, drop } of moves(tree)) {
        const after = moved(tree, from, drop, "Tab");
        expect(after && nodeAt(after.tree, after.path)).toBe(nodeAt(tree, from));
      }
    }
  });

  it("gives the layout as it was when the node is moved back", () => {
    for (const seed of SEEDS) {
      const tree = anyLayout(seed);
      for (const { from, drop } of moves(tree)) {
        const to = drop.kind === "at" ? nodeAt(tree, drop.parent) : undefined;
        if (drop.kind !== "at" || (to && isContainer(to) && to.direction === "tabs")) continue;
        const after = moved(tree, from, drop, "Tab", false);
        const origin = nodeAt(tree, from.slice(0, -1)) as Container;
        const again = walk(after?.tree ?? tree).find(({ node }) => isContainer(node) && node.label === origin.label);
        const parent = again?.path ?? [];
        const index = from.at(-1) ?? 0;
        const now = after && samePath(after.path.slice(0, -1), parent) ? (after.path.at(-1) ?? 0) : Infinity;
        const back: Drop = { kind: "at", parent, index: now < index ? index + 1 : index };
        const home = after && moved(after.tree, after.path, back, "Tab", false);
        expect(home?.tree).toEqual(tree);
      }
    }
  });

  it("never puts a container into itself", () => {
    const tree = container("column", [container("row", [slot("A"), container("column", [slot("B")])])]);
    expect(moved(tree, [0], { kind: "at", parent: [0, 1], index: 0 }, "Tab")).toBeNull();
    expect(placesFor(tree, [0]).some((drop) => drop.kind === "at" && drop.parent.length > 0)).toBe(false);
  });

  it("takes away a row that nothing is left in, and lets its last child stand alone", () => {
    const tree = container("column", [slot("A"), container("row", [slot("B"), slot("C")])]);
    const after = moved(tree, [1, 0], { kind: "at", parent: [], index: 0 }, "Tab");
    expect(after?.tree).toEqual(container("column", [slot("B"), slot("A"), slot("C")]));
  });

  it("leaves rows alone that had one child before", () => {
    const tree = container("column", [container("row", [slot("A")]), slot("B"), slot("C")]);
    const after = moved(tree, [2], { kind: "at", parent: [], index: 1 }, "Tab");
    expect(after?.tree.children[0]).toBe(tree.children[0]);
  });

  it("makes a row when something is dropped beside another", () => {
    const tree = container("column", [slot("A"), slot("B")]);
    const drop: Drop = { kind: "beside", target: [0], side: "start", direction: "row" };
    const after = moved(tree, [1], drop, "Tab");
    expect(after).toEqual({
      tree: container("column", [container("row", [slot("B"), slot("A")])]),
      path: [0, 0],
    });
  });

  it("gives the row around two the share that the one had", () => {
    const wide = withSizing(slot("A"), { basis: "60%" });
    const tree = container("row", [wide, slot("B"), slot("C")]);
    const after = moved(tree, [2], { kind: "beside", target: [0], side: "end", direction: "column" }, "Tab");
    expect(after?.tree.children[0]).toEqual({
      ...container("column", [slot("A"), slot("C")]),
      sizing: { basis: "60%" },
    });
  });

  it("makes a tab of what comes into tabs", () => {
    const tree = container("column", [slot("A"), container("tabs", [container("column", [slot("B")], "First")])]);
    const after = moved(tree, [0], { kind: "at", parent: [1], index: 1 }, "Clients");
    expect(after?.tree.children[0]).toEqual(
      container("tabs", [container("column", [slot("B")], "First"), container("column", [slot("A")], "Clients")]),
    );
  });
});

describe("other changes of a layout", () => {
  it("adds exactly one node at every place", () => {
    for (const seed of SEEDS) {
      const tree = anyLayout(seed);
      for (const drop of placesFor(tree, null)) {
        const after = inserted(tree, drop, slot("New"), "New");
        expect(sorted(after.tree)).toEqual([...sorted(tree), "New"].toSorted());
        expect(nodeAt(after.tree, after.path)).toEqual(slot("New"));
      }
    }
  });

  it("removes what it is told to and nothing else", () => {
    for (const seed of SEEDS) {
      const tree = anyLayout(seed);
      for (const { node, path } of walk(tree)) {
        if (path.length === 0) continue;
        const gone = isContainer(node) ? shownIn(node) : [node.component];
        const left = sorted(tree).filter((name) => !gone.includes(name));
        expect(sorted(removed(tree, path))).toEqual(left);
      }
    }
  });

  it("puts a box around a node and takes it away again", () => {
    for (const seed of SEEDS) {
      const tree = anyLayout(seed);
      for (const { path, node } of walk(tree)) {
        if (path.length === 0 || (isContainer(node) && node.label)) continue;
        expect(unwrapped(wrappedIn(tree, path, "row", "Tab"), path)).toEqual(tree);
      }
    }
  });

  it("forgets a component wherever it stands", () => {
    const tree = container("column", [
      slot("A"),
      container("row", [slot("A")]),
      container("row", [slot("A"), slot("B")]),
    ]);
    expect(withoutComponent(tree, "A")).toEqual(container("column", [container("row", [slot("B")])]));
    expect(withoutComponent(tree, "Z")).toBe(tree);
  });

  it("knows the places that arrow keys lead to", () => {
    const tree = container("column", [slot("A"), container("row", [slot("B"), slot("C")])]);
    expect(alongside(tree, [0], 1)).toEqual({ kind: "at", parent: [], index: 2 });
    expect(alongside(tree, [0], -1)).toBeNull();
    expect(inward(tree, [0])).toEqual({ kind: "at", parent: [1], index: 0 });
    expect(outward([1, 0])).toEqual({ kind: "at", parent: [], index: 2 });
    expect(outward([0])).toBeNull();
    expect(pathOf(tree, tree.children[1] ?? tree)).toEqual([1]);
  });
});

describe("a layout at three widths", () => {
  const row = container("row", [slot("A"), slot("B")]);

  it("lays rows below one another on a phone unless it says otherwise", () => {
    expect(shownAt(row, "tablet").direction).toBe("row");
    expect(shownAt(row, "mobile").direction).toBe("column");
    expect(shownAt(withPlacement(row, "mobile", { direction: "row" }), "mobile").direction).toBe("row");
  });

  it("shows a grid in one column on a phone, and in as many as it says", () => {
    const grid = withPlacement(container("grid", []), "desktop", { columns: 3 });
    expect([
      shownAt(grid, "desktop").columns,
      shownAt(grid, "tablet").columns,
      shownAt(grid, "mobile").columns,
    ]).toEqual([3, null, 1]);
  });

  it("hides at one width only", () => {
    const hidden = withPlacement(slot("A"), "tablet", { hidden: true });
    expect(shownAt(hidden, "tablet").hidden).toBe(true);
    expect(shownAt(hidden, "mobile").hidden).toBe(false);
  });

  it("passes the order of a wider screen on to a narrower one", () => {
    const last = withPlacement(slot("A"), "tablet", { order: 5 });
    const children = [{ node: last }, { node: slot("B") }];
    expect(inOrder(children, "desktop")).toEqual(children);
    expect(inOrder(children, "mobile")).toEqual(children.toReversed());
  });

  it("leaves nothing behind when a difference is taken back", () => {
    const hidden = withPlacement(slot("A"), "mobile", { hidden: true });
    expect(withPlacement(hidden, "mobile", { hidden: false })).toEqual(slot("A"));
    expect(withSizing(withSizing(slot("A"), { basis: "40%" }), { basis: null })).toEqual(slot("A"));
  });
});
