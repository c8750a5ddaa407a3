import { useState } from "react";
import { type Container, nearest } from "../../spec/layout/nodes";
import { layoutOf } from "../../spec/layout/of-page";
import type { AppSpec, Edit, Page } from "../../spec/types";
import { useChange } from "../editing/editing";

/** The layout of a page with the change that is on its way; it goes back where that is refused. */
export function useLayout(spec: AppSpec, page: Page) {
  const { change, reasons, forget } = useChange();
  const [coming, setComing] = useState<{ readonly page: string; readonly layout: Container } | null>(null);
  const layout = coming?.page === page.id ? coming.layout : layoutOf(spec, page);
  const lay = async (next: Container, before: readonly Edit[] = []) => {
    setComing({ page: page.id, layout: next });
    const done = await change([...before, setLayout(page, next)]);
    setComing(null);
    return done;
  };
  return { layout, lay, reasons, forget, near: (path: readonly number[]) => nearest(layout, path) };
}

export function setLayout(page: Page, layout: Container): Edit {
  // both descriptions of a layout come from the same model
  return {
    op: "set_layout",
    target: page.id,
    layout: layout as Extract<Edit, { op: "set_layout" }>["layout"] & object,
  };
}
