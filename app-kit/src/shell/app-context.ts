import { createContext, use } from "react";
import type { App } from "../definition/app";
import type { AnyEntity } from "../definition/entity";

export const AppContext = createContext<App | null>(null);

/** The application around this component. */
export function useApp(): App {
  const app = use(AppContext);
  if (!app) throw new Error("This component has to stand inside <Application app={…} />.");
  return app;
}

/** The entity of a name, or undefined when the application does not have it. */
export function useEntity(name: string | undefined): AnyEntity | undefined {
  const app = useApp();
  return name === undefined ? undefined : app.entityNamed.get(name);
}
