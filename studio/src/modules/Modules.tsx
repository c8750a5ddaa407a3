import { Button, EmptyState, Input, LoadProblem } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { LayoutGrid, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMe } from "../api/me";
import { mayBuild } from "../home/may-build";
import { RowsSkeleton } from "../shell/PagedRows";
import { rowKeys } from "../shell/row-keys";
import { Screen } from "../shell/Screen";
import { ModuleListRow } from "./ModuleListRow";
import { narrowed, STATES, type StateFilter } from "./narrowing";
import { useModules } from "./queries";
import { StartFromSheet } from "./spreadsheet/StartFromSheet";

/** Every application of the agency: what state it is in, where it is, and the way into it. */
export function Modules(): ReactNode {
  const { data: me } = useMe();
  const { data, error, refetch } = useModules();
  const [state, setState] = useState<StateFilter>("all");
  const [q, setQ] = useState("");
  const builds = me ? mayBuild(me) : false;
  const shown = data && narrowed(data, state, q);
  const clear = () => {
    setState("all");
    setQ("");
  };
  return (
    <Screen title="Modules" actions={builds && <Ways />}>
      {!!data?.length && (
        // biome-ignore lint/a11y/useSemanticElements: the search element is too young for some browsers
        <div role="search" className="modules-narrow" aria-label="Narrow the list">
          <Input
            type="search"
            aria-label="Search modules"
            placeholder="Search by name or address"
            value={q}
            onChange={({ target }) => setQ(target.value)}
            data-search
          />
          <fieldset className="modules-states" aria-label="State">
            {STATES.map(({ value, label }) => (
              <button key={value} type="button" aria-pressed={state === value} onClick={() => setState(value)}>
                {label}
              </button>
            ))}
          </fieldset>
        </div>
      )}
      <section className="panel" aria-label="Modules">
        {error && !data && <LoadProblem error={error} onRetry={refetch} />}
        {!data && !error && <RowsSkeleton label="modules" />}
        {data?.length === 0 && <NothingYet builds={builds} />}
        {!!data?.length && shown?.length === 0 && (
          <EmptyState
            icon={<SearchX aria-hidden />}
            title="No module matches"
            actions={<Button onClick={clear}>Clear search and filter</Button>}
          />
        )}
        {!!shown?.length && (
          <ul className="rows" aria-label="Modules" onKeyDown={rowKeys}>
            {shown.map((module) => (
              <ModuleListRow key={module.id} module={module} />
            ))}
          </ul>
        )}
      </section>
    </Screen>
  );
}

/** The ways to begin another one. */
function Ways(): ReactNode {
  return (
    <>
      <StartFromSheet className="button border-line-strong bg-surface hover:bg-hover" />
      <Link to="/" className="button border-transparent bg-accent text-on-accent hover:bg-accent-strong">
        Describe an application
      </Link>
    </>
  );
}

function NothingYet({ builds }: { readonly builds: boolean }): ReactNode {
  return (
    <EmptyState icon={<LayoutGrid aria-hidden />} title="No application yet" actions={builds && <Ways />}>
      {builds
        ? "Say what you need in your own words, or begin with a spreadsheet that you have."
        : "What people of your agency publish shows up here. Your role looks at applications and does not make them."}
    </EmptyState>
  );
}
