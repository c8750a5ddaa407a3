import { useEffect, useState } from "react";
import { nodeAt, type Path, walk } from "../../spec/layout/nodes";
import { layoutOf } from "../../spec/layout/of-page";
import type { AppSpec, Page } from "../../spec/types";
import { type Selection, useSelection } from "../editing/selection";

/** Which page is shown and what of it is chosen. */
export interface Chosen {
  readonly page: string | null;
  readonly path: Path;
  readonly drawer: string | null;
}

/** The page and the part of it that an element stands for; none where no page shows it. */
export function findChosen(spec: AppSpec, id: string | null): Chosen | null {
  const page = spec.pages.find((one) => one.id === id);
  if (page) return { page: page.id, path: [], drawer: null };
  const component = spec.components.find((one) => one.id === id);
  if (!component) return null;
  for (const one of spec.pages) {
    const found = walk(layoutOf(spec, one)).find(
      ({ node }) => "component" in node && node.component === component.name,
    );
    if (found) return { page: one.id, path: found.path, drawer: null };
  }
  const around = spec.pages.find(({ components }) => components.includes(component.name));
  return around ? { page: around.id, path: [], drawer: component.name } : null;
}

export interface Choosing extends Selection {
  readonly chosen: Chosen;
  readonly page: Page | undefined;
  readonly choosePage: (id: string) => void;
  readonly choose: (path: Path, layout?: Parameters<typeof nodeAt>[0]) => void;
  readonly chooseDrawer: (name: string) => void;
}

/** What is chosen in the tab; the address names it where it has an id. */
export function useChosen(spec: AppSpec): Choosing {
  const selection = useSelection();
  const { at, select, goal } = selection;
  const first = { page: spec.pages[0]?.id ?? null, path: [], drawer: null };
  const [chosen, setChosen] = useState<Chosen>(() => findChosen(spec, at) ?? first);
  const page = spec.pages.find(({ id }) => id === chosen.page) ?? spec.pages[0];

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is pointed at anew is looked up
  useEffect(() => {
    const found = goal && findChosen(spec, goal.id);
    if (found) setChosen(found);
  }, [goal]);

  const componentId = (name: string) => spec.components.find((one) => one.name === name)?.id;
  return {
    ...selection,
    chosen,
    page,
    choosePage: (id) => {
      setChosen({ page: id, path: [], drawer: null });
      select(id);
    },
    choose: (path, layout = page ? layoutOf(spec, page) : undefined) => {
      setChosen({ page: page?.id ?? null, path, drawer: null });
      const node = layout && nodeAt(layout, path);
      select((node && "component" in node ? componentId(node.component) : undefined) ?? page?.id ?? null);
    },
    chooseDrawer: (name) => {
      setChosen({ page: page?.id ?? null, path: [], drawer: name });
      select(componentId(name) ?? page?.id ?? null);
    },
  };
}
