import { Button, EmptyState, LoadProblem, Skeleton, useUrlState } from "@sayso/app-kit";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { NameSearch } from "../shell/NameSearch";
import { Screen } from "../shell/Screen";
import { OwnTemplates } from "./own/OwnTemplates";
import { useOwnTemplates } from "./own/queries";
import { useTemplates } from "./queries";
import { searched } from "./search";
import { TemplateGrid } from "./TemplateGrid";

/** All templates by trade, searched while typing. */
export function Templates(): ReactNode {
  const [named, setNamed] = useUrlState("q");
  const [family, setFamily] = useUrlState("trade");
  const { data, error, refetch } = useTemplates();
  const { data: own = [] } = useOwnTemplates();
  const ownFound = family ? [] : searched(own, named ?? "");
  const inFamily = data?.items.filter((one) => !family || one.family === family) ?? [];
  const found = searched(inFamily, named ?? "");
  const clear = () => {
    setNamed(null);
    setFamily(null);
  };
  return (
    <Screen
      title="Templates"
      lead="Whole applications to begin from. Open one, and change it in your own words."
      width="full"
    >
      <div className="list-tools">
        <NameSearch named={named ?? ""} onSearch={(text) => setNamed(text || null)} label="Search templates" />
        <label className="sr-only" htmlFor="trade">
          Trade
        </label>
        <select
          id="trade"
          className="input w-auto"
          value={family ?? ""}
          onChange={({ target }) => setFamily(target.value || null)}
        >
          <option value="">Every trade</option>
          {data?.families.map(({ name, label, count }) => (
            <option key={name} value={name}>
              {label} ({count})
            </option>
          ))}
        </select>
      </div>
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <Waiting />}
      {ownFound.length > 0 && (
        <section className="templates-trade" aria-labelledby="own-templates">
          <h2 id="own-templates">Of your agency</h2>
          <OwnTemplates templates={ownFound} />
        </section>
      )}
      {data && found.length === 0 && ownFound.length === 0 && (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="No template is like that"
          actions={<Button onClick={clear}>Show all templates</Button>}
        >
          Describe it on the home screen instead: a few words are enough.
        </EmptyState>
      )}
      {data &&
        (named || family ? (
          <TemplateGrid templates={found} label="Templates found" />
        ) : (
          data.families.map(({ name, label }) => (
            <section key={name} className="templates-trade" aria-labelledby={`trade-${name}`}>
              <h2 id={`trade-${name}`}>{label}</h2>
              <TemplateGrid templates={data.items.filter((one) => one.family === name)} label={label} />
            </section>
          ))
        ))}
    </Screen>
  );
}

function Waiting(): ReactNode {
  return (
    <div className="templates" role="status" aria-label="Loading">
      {["one", "two", "three"].map((one) => (
        <Skeleton key={one} className="h-56" />
      ))}
    </div>
  );
}
