import { type ReactNode, useEffect } from "react";
import type { PageDefinition } from "../definition/app";
import { useApp } from "./app-context";
import { ForbiddenPage } from "./ForbiddenPage";
import { useVisiblePages } from "./visible-pages";

/** Draws a page, if the role may see it, and names the document after it. */
export function PageOutlet({ page }: { readonly page: PageDefinition }): ReactNode {
  const app = useApp();
  const visible = useVisiblePages();
  useEffect(() => {
    document.title = page.title === app.name ? app.name : `${page.title} · ${app.name}`;
  }, [page.title, app.name]);
  if (!visible.includes(page)) return <ForbiddenPage page={page} />;
  const Content = page.component;
  return <Content />;
}
