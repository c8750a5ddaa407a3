import type { AppSpec, Page } from "../types";
import { type Container, container, shownIn, slot } from "./nodes";

const IN_DRAWERS = new Set(["form", "detail"]);

/** The layout of a page; without one, what is not shown in a drawer stands in a column, as the compiler lays it out. */
export function layoutOf(spec: AppSpec, page: Page): Container {
  if (page.layout) return page.layout;
  const kinds = new Map(spec.components.map(({ name, type }) => [name, type]));
  const open = page.components.filter((name) => !IN_DRAWERS.has(kinds.get(name) ?? ""));
  return container("column", (open.length > 0 ? open : page.components).map(slot));
}

/** Components that belong to a page without standing in its layout: they open in a drawer. */
export function inDrawers(page: Page, layout: Container): readonly string[] {
  const shown = new Set(shownIn(layout));
  return page.components.filter((name) => !shown.has(name));
}
