import { Button, EmptyState, LoadProblem } from "@sayso/app-kit";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { useMe } from "../api/me";
import { mayBuild } from "../home/may-build";
import { OpenModule } from "../shell/OpenModule";
import { RowsSkeleton } from "../shell/PagedRows";
import { Screen } from "../shell/Screen";
import { ModuleMenu } from "./ModuleMenu";
import { ModuleState } from "./ModuleState";
import { type ModuleLine, useModule } from "./queries";
import { type TabName, tabOf, tabsFor } from "./tabs";
import { useChangeModule } from "./use-change-module";

const TABS = {
  overview: lazy(() => import("./overview/Overview")),
  data: lazy(() => import("./data/DataTab")),
  people: lazy(() => import("./people/PeopleTab")),
  builders: lazy(() => import("./builders/BuildersTab")),
  settings: lazy(() => import("./settings/SettingsTab")),
  revisions: lazy(() => import("./revisions/RevisionsTab")),
} as const;

/** A module: what it is, its rows, its people, how it is set up and how it came to be. */
export function Module(): ReactNode {
  const { slug, tab } = useParams({ strict: false }) as { readonly slug: string; readonly tab?: string };
  const { data: module, error, refetch } = useModule(slug);
  if (error && !module) {
    return (
      <Screen title="Module">
        {error.status === 404 ? (
          <EmptyState title={error.message} actions={<AllModules />} />
        ) : (
          <LoadProblem error={error} onRetry={refetch} />
        )}
      </Screen>
    );
  }
  if (!module) return <Loading />;
  return <Loaded key={module.id} module={module} tab={tabOf(tab)} />;
}

function AllModules(): ReactNode {
  return (
    <Link to="/modules" className="link">
      All modules
    </Link>
  );
}

function Loading(): ReactNode {
  return (
    <Screen title="Module" width="full">
      <RowsSkeleton label="the module" />
    </Screen>
  );
}

interface LoadedProps {
  readonly module: ModuleLine;
  readonly tab: TabName;
}

function Loaded({ module, tab }: LoadedProps): ReactNode {
  const { slug, name, version, status, site } = module;
  const { data: me } = useMe();
  const tabs = tabsFor(me?.permissions ?? []);
  const Content = TABS[tab];
  return (
    <Screen
      title={name}
      width="full"
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <ModuleState module={module} />
          <span>
            Version {version} · <span dir="auto">{site}</span>
          </span>
        </span>
      }
      actions={
        <>
          {me && mayBuild(me) && status !== "archived" && <ChangeIt module={module} />}
          {status === "published" && <OpenModule slug={slug} name={name} />}
          {me && mayBuild(me) && status === "published" && !module.is_preview && <ModuleMenu module={module} />}
        </>
      }
    >
      <nav className="modules-tabs" aria-label={`About ${name}`}>
        {tabs.map((one) => (
          <Link
            key={one.name}
            to="/modules/$slug/{-$tab}"
            params={{ slug, tab: one.name === "overview" ? undefined : one.name }}
            search={{}}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {one.label}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<RowsSkeleton label="this part" />}>
        <div className="modules-body">
          <Content module={module} />
        </div>
      </Suspense>
    </Screen>
  );
}

/** Begins a session over the module, or goes on with the one that is open. */
function ChangeIt({ module }: { readonly module: ModuleLine }): ReactNode {
  const change = useChangeModule(module);
  return (
    <Button variant="primary" size="small" busy={change.isPending} onClick={() => change.mutate()}>
      Change it
    </Button>
  );
}
