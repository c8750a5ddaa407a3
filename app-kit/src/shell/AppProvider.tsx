import type { ReactNode } from "react";
import type { App } from "../definition/app";
import { EntityForm } from "../entity/form/EntityForm";
import { UsualForm } from "../entity/form/RecordForm";
import { AppContext } from "./app-context";

export interface AppProviderProps {
  readonly app: App;
  readonly children: ReactNode;
}

/** What every part of an application finds above it: the application, and the form of entities without their own. */
export function AppProvider({ app, children }: AppProviderProps): ReactNode {
  return (
    <AppContext value={app}>
      <UsualForm value={EntityForm}>{children}</UsualForm>
    </AppContext>
  );
}
