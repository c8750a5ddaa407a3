import { isAnonymous, useSession } from "../data/session";
import type { App, PageDefinition } from "../definition/app";
import { useApp } from "./app-context";

/** The pages a role can use, in the order of the application; for anybody only those that name the role. */
export function visiblePages(app: App, role: string | null, anybody = false): readonly PageDefinition[] {
  return app.pages.filter(({ roles }) => (roles === undefined ? !anybody : role !== null && roles.includes(role)));
}

/** The pages the present role may open. */
export function useVisiblePages(): readonly PageDefinition[] {
  const app = useApp();
  const { data: session } = useSession();
  return visiblePages(app, session?.role?.name ?? null, isAnonymous(session));
}

/** Those of them that stand in the sidebar, in its order. */
export function useNavigationPages(): readonly PageDefinition[] {
  const app = useApp();
  const pages = useVisiblePages();
  if (!app.navigation) return pages;
  return app.navigation.flatMap((name) => pages.find((page) => page.name === name) ?? []);
}
