import { Navigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import type { PageDefinition } from "../definition/app";
import { useApp } from "./app-context";
import { ForbiddenPage } from "./ForbiddenPage";
import { useVisiblePages } from "./visible-pages";

/** Draws a page, if the role can use it, and names the document after it; who starts elsewhere is led there. */
export function PageOutlet({ page }: { readonly page: PageDefinition }): ReactNode {
  const app = useApp();
  const visible = useVisiblePages();
  useEffect(() => {
    document.title = page.title === app.name ? app.name : `${page.title} · ${app.name}`;
  }, [page.title, app.name]);
  const [first] = visible;
  if (!visible.includes(page)) {
    return page.path === "/" && first ? <Navigate to={first.path} replace /> : <ForbiddenPage page={page} />;
  }
  const Content = page.component;
  return <Content />;
}
