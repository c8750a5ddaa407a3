import { LoadProblem, Skeleton } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../api/me";
import { rowKeys } from "../shell/row-keys";
import { useTitle } from "../shell/use-title";
import { TemplateShelf } from "../templates/TemplateShelf";
import { DescribeBox } from "./DescribeBox";
import { MayNotBuild } from "./MayNotBuild";
import { GivenRow, ModuleRow } from "./ModuleRow";
import { mayBuild } from "./may-build";
import { useGivenModules, useNewestModules, useRecentSessions } from "./queries";
import { SessionRow } from "./SessionRow";

const RECENT = 6;

/** The start: what somebody needs, what they were at last, and what there is already. */
export function Home(): ReactNode {
  const { data: me } = useMe();
  useTitle("Home");
  if (!me) return null;
  return (
    <div className="screen screen-medium home">
      {mayBuild(me) ? <DescribeBox /> : <MayNotBuild me={me} />}
      {mayBuild(me) && <TemplateShelf />}
      {me.agency && me.agency.role !== "api_user" && (
        <>
          <Sessions builds={mayBuild(me)} />
          <Modules agency={me.agency.name} builds={mayBuild(me)} />
        </>
      )}
      <Given alone={me.agency === null} />
    </div>
  );
}

function Sessions({ builds }: { readonly builds: boolean }): ReactNode {
  const { data, error, refetch } = useRecentSessions(RECENT);
  if (!data?.length && !error && data) return builds ? <FirstTime /> : null;
  return (
    <section className="panel" aria-labelledby="recent">
      <header className="panel-head">
        <h2 id="recent">Recent sessions</h2>
        <Link to="/sessions" className="link">
          All sessions
        </Link>
      </header>
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <Rows />}
      {data && (
        <ul className="rows" onKeyDown={rowKeys}>
          {data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ModulesProps {
  readonly agency: string;
  readonly builds: boolean;
}

function Modules({ agency, builds }: ModulesProps): ReactNode {
  const { data, error, refetch } = useNewestModules();
  if (data?.length === 0 && builds) return null;
  return (
    <section className="panel" aria-labelledby="modules">
      <header className="panel-head">
        <h2 id="modules">Modules</h2>
        {!!data?.length && (
          <Link to="/modules" className="link">
            All modules
          </Link>
        )}
      </header>
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <Rows />}
      {data?.length === 0 && (
        <p className="panel-empty">{agency} has no application yet. What others publish shows up here.</p>
      )}
      {!!data?.length && (
        <ul className="rows" onKeyDown={rowKeys}>
          {data.slice(0, RECENT).map((module) => (
            <ModuleRow key={module.id} module={module} mayOpen />
          ))}
        </ul>
      )}
    </section>
  );
}

function Given({ alone }: { readonly alone: boolean }): ReactNode {
  const { data } = useGivenModules();
  if (!data?.length) return null;
  return (
    <section className="panel" aria-labelledby="given">
      <header className="panel-head">
        <h2 id="given">{alone ? "Open to you" : "Open to you in other agencies"}</h2>
      </header>
      <ul className="rows">
        {data.map((module) => (
          <GivenRow key={module.slug} module={module} />
        ))}
      </ul>
    </section>
  );
}

/** Said before anything was built. */
function FirstTime(): ReactNode {
  return (
    <p className="first-time">
      You watch it being built beside a conversation, change it in your own words, and nobody else sees it until you
      publish.
    </p>
  );
}

function Rows(): ReactNode {
  return (
    <div className="grid gap-3 p-4" role="status" aria-label="Loading">
      <Skeleton className="h-5 w-3/5" />
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-5 w-1/2" />
    </div>
  );
}
